#!/usr/bin/env node
/** The executable: runs a command, and turns its ending into a message and an exit code. */
import { ConfigError } from '../config/config-error.ts';
import { readCommandLine } from './command-line.ts';
import { exitCodes, type Ending } from './exit-codes.ts';
import { HeldJournalError } from './held-journal-error.ts';
import { usage, usageOf } from './help.ts';
import { ListenError } from './listen-error.ts';
import { version } from './package-files.ts';

async function main(args: readonly string[]): Promise<Ending> {
  const line = readCommandLine(args);
  switch (line.is) {
    case 'help':
      return done(line.of ? usageOf(line.of.name, line.of.command) : usage);
    case 'version':
      return done(version());
    case 'mistake':
      console.error(line.says);
      return 'usage';
    case 'command':
      return line.command.run(line.argument, line.json);
  }
}

const done = (text: string): Ending => {
  console.log(text);
  return 'ok';
};

/** Prints one line for one mistake. */
function failed(error: unknown): Ending {
  if (error instanceof ConfigError) {
    const { problems } = error;
    console.error(
      problems.length === 1
        ? `The configuration is wrong: ${problems[0]}`
        : ['The configuration is wrong:', ...problems.map((problem) => `  ${problem}`)].join('\n'),
    );
    return 'config';
  }
  if (error instanceof ListenError) {
    console.error(error.message);
    return 'listen';
  }
  if (error instanceof HeldJournalError) {
    console.error(error.message);
    return 'held';
  }
  const isDebugging = ['debug', 'trace'].includes(process.env['LOG_LEVEL']?.trim() ?? '');
  const says = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  console.error(isDebugging ? error : `Unexpected failure: ${says} (LOG_LEVEL=debug prints the stack)`);
  return 'failure';
}

// The reader of the output may close the pipe early (`schema | head -1`).
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

// Without process.exit() everything that was printed reaches its reader.
process.exitCode = exitCodes[await main(process.argv.slice(2)).catch(failed)].code;
