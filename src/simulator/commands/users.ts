import { sendMail } from '../world/mails.ts';
import { emailPattern } from './client-add.ts';
import { existing, Refusal, write } from './command.ts';

/** Since 8.0 `id` is a user's, not a client's. */
export const ResetPassword = write(({ params, world }) => {
  const email = params.text('email') ?? '';
  const id = params.int('id');
  if (id === 0 && email === '') throw new Refusal('Please enter the email address or provide the id');
  if (id === 0 && !emailPattern.test(email)) throw new Refusal('Please provide a valid email address');
  const user = existing(id > 0 ? world.users.get(id) : world.userByEmail(email), 'User Not Found');
  const owned = world.clients.find((client) => client.ownerUserId === user.id);
  sendMail(world, {
    to: user.email,
    template: 'Password Reset Validation',
    clientid: owned?.id ?? 0,
    relatedId: user.id,
  });
  return {};
});
