import { Module } from '@nestjs/common';
import { OwnAccountAccess } from './own-account-access.js';

/** Apart from the accounts room, which itself needs the guard that asks here. */
@Module({ providers: [OwnAccountAccess], exports: [OwnAccountAccess] })
export class OwnAccountAccessModule {}
