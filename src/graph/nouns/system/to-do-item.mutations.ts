/** What staff can do to their to-do items. */
import { UpdateToDoItem } from '../../../whmcs/commands/to-do-items.ts';
import { InvalidInputError } from '../../base/errors.ts';
import { mutation } from '../../write/declare-mutation.ts';
import { clearable, day, filledText, idOf, notClearable, optional, ref, text } from '../../write/input-fields.ts';
import { ToDoItem } from './to-do-item.ts';

mutation('toDoItemUpdate', {
  description: 'Changes a to-do item, or assigns it to an administrator. WHMCS: UpdateToDoItem.',
  command: UpdateToDoItem,
  offered: 'NOBODY',
  inputDescription: 'What to change of a to-do item. Fields that are left out stay as they are.',
  input: {
    toDoItem: ref(ToDoItem, "The to-do item: its global id or WHMCS's number."),
    administratorId: optional(
      idOf(
        'Administrator',
        'Who it is assigned to. Required for an item that is assigned to nobody: WHMCS changes no such item.',
      ),
    ),
    status: notClearable(filledText('Its status: one of `toDoItemStatuses`.')),
    title: notClearable(filledText('What is to be done.')),
    description: clearable(text('Details.')),
    createdOn: notClearable(day('The day of the item.')),
    dueOn: notClearable(day('The day by which it has to be done.')),
  },
  example: { administratorId: '1', title: 'Call the landlord #' },
  // WHMCS assigns the item with every change: the administrator stays who it is at this moment.
  guard: ({ toDoItem, administratorId }) => {
    if (administratorId ?? toDoItem.known('administratorId')) return;
    throw new InvalidInputError('nobody is assigned to the to-do item: say who shall be', ['administratorId']);
  },
  params: ({ toDoItemId, toDoItem, administratorId, ...changed }) => ({
    itemid: toDoItemId,
    adminid: administratorId ?? toDoItem.known('administratorId') ?? 0,
    status: changed.status,
    title: changed.title,
    description: changed.description === null ? '' : changed.description,
    date: changed.createdOn,
    duedate: changed.dueOn,
  }),
  returns: 'toDoItem',
});
