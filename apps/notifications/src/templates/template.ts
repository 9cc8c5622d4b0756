/** What is looked up when a message is read, because it may change: names, never kept with the message. */
export interface RenderContext {
  readonly organizationName: string | null;
}

export interface MessageText {
  readonly title: string;
  readonly body: string;
}

type Render<Params> = (params: Params, context: RenderContext) => MessageText;
/** A text in both languages. */
export type Template<Params> = Readonly<Record<'zh' | 'en', Render<Params>>>;
