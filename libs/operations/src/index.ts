export * from './lease.js';
export * from './operation.js';
export {
  operationIdPattern,
  OperationProblemDto,
  OperationProgressDto,
  type OperationStatus,
} from './operation.dto.js';
export * from './operation-source.js';
export * from './operations.module.js';
export * from './row-queue.js';
