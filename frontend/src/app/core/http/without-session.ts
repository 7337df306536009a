import { HttpContextToken } from '@angular/common/http';

/** Set on requests that open or renew a session: they carry no token and are not repeated after a 401. */
export const WITHOUT_SESSION = new HttpContextToken<boolean>(() => false);
