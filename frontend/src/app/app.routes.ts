import type { Routes } from '@angular/router';
import { signedIn, signedOut } from './core/session/guards';

/** Everything under the shell needs a session; its capabilities are loaded when they are first entered. */
export const routes: Routes = [
  {
    path: 'sign-in',
    title: 'auth.signIn',
    canActivate: [signedOut],
    loadComponent: async () => (await import('./account/sign-in')).SignIn,
  },
  {
    path: '',
    canActivate: [signedIn],
    loadChildren: async () => (await import('./shell/shell.routes')).routes,
  },
];
