/** A process with only the day's gateway. */
import { createServer } from 'node:http';
import { daysGateway } from './baselines/days-gateway/gateway.ts';
import { whmcs as connect } from './baselines/whmcs.ts';
import { listening } from './listening.ts';
import { measuredGateway } from './measured.ts';

measuredGateway(({ whmcs, concurrency }) => {
  const yoga = daysGateway(connect(whmcs, concurrency));
  return listening(createServer((request, response) => void yoga(request, response)));
});
