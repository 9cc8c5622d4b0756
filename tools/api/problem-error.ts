export { ProblemError } from '#libs/sdk';
