export interface ServerSentEvent {
  readonly event: string;
  readonly id: string;
  readonly data: unknown;
}

function parse(block: string): ServerSentEvent | undefined {
  const fields = new Map(
    block.split('\n').map((line) => {
      const at = line.indexOf(': ');
      return [line.slice(0, at), line.slice(at + 2)] as const;
    }),
  );
  const data = fields.get('data');
  if (data === undefined) return undefined;
  return { event: fields.get('event') ?? '', id: fields.get('id') ?? '', data: JSON.parse(data) };
}

/** The events of an answer, one by one as they come, until the stream ends. */
export async function* serverSentEvents(answer: Response): AsyncGenerator<ServerSentEvent> {
  if (!answer.body) return;
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = parse(block);
      if (event) yield event;
    }
  }
}
