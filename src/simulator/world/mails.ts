import type { Mail } from './model.ts';
import { emailTemplates } from './templates.ts';
import type { World } from './world.ts';

export interface Letter {
  readonly to: string;
  readonly template: string;
  readonly clientid: number;
  readonly relatedId: number;
  readonly subject?: string;
  readonly message?: string;
}

/** Puts a mail into the outbox. */
export function sendMail(world: World, letter: Letter): Mail {
  return world.mails.add({
    id: world.mails.nextId(),
    at: world.clock.now(),
    subject: emailTemplates.find((template) => template.name === letter.template)?.subject ?? letter.template,
    message: '',
    ...letter,
  });
}
