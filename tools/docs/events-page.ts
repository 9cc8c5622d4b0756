import {
  type EventSet,
  eventSchemas,
  eventsWithoutSubscriber,
  type EventType,
  eventTypes,
  queuesFor,
  services,
} from '#libs/contracts';
import { exampleOf, type JsonSchema, jsonSchemaOf, typeOf } from './json-schema.js';
import { code, codes, generated, jsonBlock, table } from './markdown.js';

const envelope = {
  id: '01920000-0000-7000-8000-0000000000e1',
  occurredAt: '2026-11-05T08:00:00.000Z',
  traceId: '0af7651916cd43dd8448eb211c80319c',
};

/** Where the first value that the schema takes would say what never happens. */
const fitting: Readonly<Partial<Record<EventType, object>>> = {
  'activities.attendance.settled': { status: 'made_up' },
};

const schemaOf = (type: EventType): JsonSchema => jsonSchemaOf(eventSchemas[type]);

/** An event as it lies on the wire. */
export function eventExample(type: EventType): Omit<EventSet, 'payload'> & { payload: unknown } {
  const { id, occurredAt, traceId } = envelope;
  const payload = { ...(exampleOf(schemaOf(type)) as object), ...fitting[type] };
  return { id, type, occurredAt, traceId, payload };
}

/** An event is named after the service whose fact it is, and only that one publishes it. */
export function publisherOf(type: EventType): string {
  const service = services.find((name) => type.startsWith(`${name}.`));
  if (!service) throw new Error(`${type} does not begin with the name of a service`);
  return service;
}

/** Its own comment, or that of the field of this name where it is first told. */
function meaning(type: EventType, field: string, comments: ReadonlyMap<string, string>): string {
  const first = [...comments].find(([path]) => path.endsWith(` ${field}`))?.[1];
  const text = comments.get(`${type} ${field}`) ?? first;
  if (text === undefined) throw new Error(`${type}: no doc comment says what ${field} is`);
  return text;
}

function fields(type: EventType, comments: ReadonlyMap<string, string>): string {
  const schema = schemaOf(type);
  const rows = Object.entries(schema.properties ?? {}).map(([name, of]) => {
    const optional = schema.required?.includes(name)
      ? ''
      : `; ${code(String(of.default))} if absent`;
    return [code(name), `${typeOf(of)}${optional}`, meaning(type, name, comments)];
  });
  return table(['field', 'type', 'meaning'], rows);
}

function subscribers(type: EventType): string {
  const queues = queuesFor(type);
  if (queues.length > 0) return codes(queues);
  if (eventsWithoutSubscriber.includes(type)) return 'nobody yet';
  throw new Error(`${type} has no subscriber and does not say so`);
}

function section(type: EventType, comments: ReadonlyMap<string, string>): string {
  const when = comments.get(type);
  if (when === undefined) throw new Error(`${type}: no doc comment says when it is published`);
  return [
    `## ${type}`,
    when,
    `Published by ${code(publisherOf(type))}. Subscribers: ${subscribers(type)}.`,
    fields(type, comments),
    jsonBlock(eventExample(type)),
  ].join('\n\n');
}

/** @param comments the doc comments of libs/contracts/src/events.ts. */
export function eventsPage(comments: ReadonlyMap<string, string>): string {
  const overview = eventTypes.map((type) => [
    `[${code(type)}](#${type.replaceAll('.', '')})`,
    publisherOf(type),
    subscribers(type),
  ]);
  return `${generated}
# Events

What services tell each other over the queues: small versioned facts in the past tense, with ids, numbers and dates and
nothing of a person. An event is written to the outbox in the transaction that made it true, and a subscriber's effect
commits with the mark that it was seen ([decision 2](adr/0002-outbox-queues-inbox.md)). It may come twice, late, and in
any order. The schemas are [\`events.ts\`](../libs/contracts/src/events.ts), the subscribers
[\`subscriptions.ts\`](../libs/contracts/src/subscriptions.ts); every subscriber has a queue of its own, of its name.

Every event travels in an envelope: ${code('id')}, by which it is known when it comes again; ${code('type')};
${code('occurredAt')}; ${code('traceId')}, the trace id or the whole ${code('traceparent')} of the request that caused
it, or null; and the ${code('payload')}, whose fields are listed below. Events of one type that are told together
travel in one envelope: then ${code('payload')} is the list of theirs, each is known by ${code('id')} and its place in the
list, and a part of them that comes again says in ${code('from')} where in the list it began.

${table(['event', 'publisher', 'subscribers'], overview)}

${eventTypes.map((type) => section(type, comments)).join('\n\n')}
`;
}
