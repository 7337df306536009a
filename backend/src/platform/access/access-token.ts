/** What an access token carries: the user and the session; never permissions, so that a change is effective at once. */
export interface AccessToken {
  sub: string;
  sid: string;
  use: 'access';
  /** When it ends, in seconds of Unix time. */
  exp: number;
}
