/** What the server tells of a request, beside its address. */
export interface PageContext {
  language: 'ru' | 'en';
  /** Answers a request to the API as a visitor, without leaving the process. */
  api: (path: string) => Promise<{ status: number; body: string }>;
}
