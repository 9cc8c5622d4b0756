import type { OperationId } from '../document.js';
import { access } from './access.js';
import { activities } from './activities.js';
import { assessment } from './assessment.js';
import type { Attempt } from './attempt.js';
import { notifications } from './notifications.js';
import { organizations } from './organizations.js';
import { people } from './people.js';

/** Every operation of the document: one that is missing here does not compile. */
export const attempts: Readonly<Record<OperationId, Attempt>> = {
  ...access,
  ...organizations,
  ...people,
  ...activities,
  ...assessment,
  ...notifications,
};
