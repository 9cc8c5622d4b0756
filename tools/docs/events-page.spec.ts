import { eventTypes, parseSet, services } from '#libs/contracts';
import { eventExample, eventsPage, publisherOf } from './events-page.js';

describe('the page of events', () => {
  it.each(eventTypes)('%s has a publisher that exists, and an example that parses', (type) => {
    expect(services).toContain(publisherOf(type));
    const example = eventExample(type);
    const { id } = example;
    expect(parseSet(example)).toEqual({ id, whole: true, events: [{ ...example, position: 0 }] });
  });

  it('is refused while an event or a field has nothing that says what it is', () => {
    expect(() => eventsPage(new Map())).toThrow('members.directory.changed: no doc comment');
    expect(() => eventsPage(new Map([['members.directory.changed', 'A bell.']]))).toThrow(
      'no doc comment says what v is',
    );
  });

  it('tells a field that has no comment of its own by where it is first told', () => {
    const comments = new Map(eventTypes.map((type) => [type as string, 'It happened.']));
    const fields = 'v activityId organizationId types heldOn backfilled attendance lecturers';
    const others = 'personId status revision runId month corrects level scores';
    const ofReminders = 'reminderId kind stage subjectId dueOn';
    for (const field of `${fields} ${others} ${ofReminders}`.split(' '))
      comments.set(`first ${field}`, `What ${field} is.`);
    const page = eventsPage(comments);
    expect(page.match(/\| What runId is\. \|/g)).toHaveLength(2);
    expect(page).toContain('Published by `assessment`. Subscribers: nobody yet.');
    expect(page).toContain('| id or null; `null` if absent |');
  });
});
