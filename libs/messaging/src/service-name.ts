/** The injection token of the name of the service that messaging works for. */
export const SERVICE_NAME = Symbol('SERVICE_NAME');
