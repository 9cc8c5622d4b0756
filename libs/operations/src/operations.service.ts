import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/auth';
import type { ServiceName } from '#libs/contracts';
import { inCommand, type Language } from '#libs/http';
import { type Operation, operationNotFound, toOperationDto } from './operation.js';
import type { OperationDto } from './operation.dto.js';
import { OperationSource } from './operation-source.js';

/** The injection token of the name that the ids begin with. */
export const OPERATED_SERVICE = Symbol('OPERATED_SERVICE');

@Injectable()
export class OperationsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly source: OperationSource,
    @Inject(OPERATED_SERVICE) private readonly service: ServiceName,
  ) {}

  /** @throws operations.not_found */
  async one(principal: Principal, id: string, language: Language): Promise<OperationDto> {
    return this.toDto(await this.find(principal, this.own(id)), language);
  }

  /** @throws operations.not_found, and what the source says against it. */
  cancel(principal: Principal, id: string, language: Language): Promise<OperationDto> {
    const own = this.own(id);
    return inCommand(this.dataSource, async (tx) =>
      this.toDto(await this.source.cancel(tx, principal, own), language),
    );
  }

  /**
   * For those who are to see it change.
   *
   * @throws operations.not_found
   */
  async find(principal: Principal, own: string): Promise<Operation> {
    const operation = await this.source.find(this.dataSource, principal, own);
    if (!operation) throw operationNotFound();
    return operation;
  }

  state(own: string): Promise<Operation | undefined> {
    return this.source.state(this.dataSource, own);
  }

  /**
   * The id without the service's name.
   *
   * @throws operations.not_found when it is another service's.
   */
  own(id: string): string {
    const prefix = `${this.service}-`;
    if (!id.startsWith(prefix)) throw operationNotFound();
    return id.slice(prefix.length);
  }

  toDto(operation: Operation, language: Language): OperationDto {
    return toOperationDto(this.service, operation, language);
  }
}
