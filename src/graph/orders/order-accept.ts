/** orderAccept: AcceptOrder. */
import { AcceptOrder } from '../../whmcs/commands/orders.ts';
import type { Graph } from '../context.ts';
import { ownOrder } from '../door.ts';
import { given, optionalIdIn } from '../input.ts';
import type { OrderAcceptInput } from './order-accept.type.ts';

/** Accepts a pending order. What is left out is as the products and the installation say. */
export async function acceptOrder(
  input: typeof OrderAcceptInput.$inferInput,
  graph: Graph,
): Promise<{ orderId: number }> {
  const serverid = optionalIdIn('Server', input.serverId, 'serverId');
  const order = await ownOrder(graph, input.orderId);
  await graph.session.write(
    AcceptOrder,
    {
      orderid: order.whmcsId,
      ...given({
        serverid,
        serviceusername: input.serviceUsername,
        servicepassword: input.servicePassword,
        registrar: input.registrar,
        sendregistrar: input.sendToRegistrar,
        autosetup: input.autoSetup,
        sendemail: input.sendEmail,
      }),
    },
    order.ownerId,
  );
  return { orderId: order.whmcsId };
}
