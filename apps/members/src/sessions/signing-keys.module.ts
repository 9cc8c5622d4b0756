import { Module } from '@nestjs/common';
import { SealingModule } from '../sealing/sealing.module.js';
import { SigningKeysRepository } from './signing-keys.repository.js';
import { SigningKeys } from './signing-keys.js';

/** Apart from the sessions room, which itself needs the guard that verifies with these. */
@Module({
  imports: [SealingModule],
  providers: [SigningKeys, SigningKeysRepository],
  exports: [SigningKeys],
})
export class SigningKeysModule {}
