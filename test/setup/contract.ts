import { refuseViolations } from '#libs/testing';

// After each test, so that the one fails that asked; what was answered while a file began or ended counts too.
afterEach(refuseViolations);
afterAll(refuseViolations);
