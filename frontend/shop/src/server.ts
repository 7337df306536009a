import { AngularNodeAppEngine, createNodeRequestHandler } from '@angular/ssr/node';

/** Makes what renders pages; the backend mounts it and answers its requests to the API in the same process. */
export function createEngine(options: ConstructorParameters<typeof AngularNodeAppEngine>[0]): AngularNodeAppEngine {
  return new AngularNodeAppEngine(options);
}

/** Asked for by the builder; pages are served by the backend alone. */
export const reqHandler = createNodeRequestHandler((_request, _response, next) => next());
