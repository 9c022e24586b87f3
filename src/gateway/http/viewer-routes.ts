/** The routes of viewers, behind one entrance: /graphql and the files of tickets. */
import type { Engine } from '../engine.ts';
import { ATTACHMENTS, attachmentRoute } from './attachment-route.ts';
import { cors, type CorsOptions } from './cors.ts';
import { entrance, type EntranceOptions } from './entrance.ts';
import { graphqlRoute, type GraphqlRouteOptions } from './graphql-route.ts';
import type { Handler } from './server.ts';

export interface ViewerRoutesOptions
  extends Omit<EntranceOptions, 'cors'>, Omit<GraphqlRouteOptions, 'enter' | 'log' | 'metrics'> {
  readonly engine: Engine;
  readonly cors: CorsOptions;
}

export function viewerRoutes({ engine, ...options }: ViewerRoutesOptions): Readonly<Record<string, Handler>> {
  const enter = entrance({ ...options, cors: cors(options.cors) });
  return {
    '/graphql': graphqlRoute({ ...options, enter }),
    [ATTACHMENTS]: attachmentRoute({ ...options, engine, enter }),
  };
}
