/** What an access token carries: the user and the session; never permissions, so that a change is effective at once. */
export interface AccessToken {
  sub: string;
  sid: string;
  /** The generation of refresh tokens that it came with. */
  gen?: number;
  /** `access` opens every route by its header, `read` what a browser fetches on its own by its cookie. */
  use: 'access' | 'read';
  /** When it ends, in seconds of Unix time. */
  exp: number;
}
