import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { afterAll, describe } from 'vitest';

/**
 * A value as PHP holds it. Arrays are objects, even those that PHP calls lists. A string that is not UTF-8 is given as
 * its bytes.
 */
export type PhpValue = string | number | boolean | null | { base64: string } | { [key: string]: PhpValue };

/** PHP itself, to judge what the gateway sends. */
export interface Php {
  /** The contents of $_POST after this form body. */
  parseStr(body: string): Promise<PhpValue>;
  /** Decodes base64 of serialized text; rejects if PHP cannot read it. */
  unserialize(base64: string): Promise<PhpValue>;
  /** Reads the text and serializes it again: equal to the input if PHP would have written it like this. */
  reserialize(base64: string): Promise<string>;
  /** Decodes base64 of JSON. */
  jsonDecode(base64: string): Promise<PhpValue>;
  stop(): void;
}

/** Runs the tests if php is installed, else skips them and names the missing package. */
export function describePhp(name: string, tests: (php: Php) => void): void {
  if (!phpIsInstalled()) {
    describe.skip(`${name}: install php-cli (Debian package) to run`, () => {
      tests(absentPhp);
    });
    return;
  }
  describe(name, () => {
    const php = lazily(() => startPhp());
    afterAll(() => php.stop());
    tests(php);
  });
}

/** One long-lived child: one line of JSON in, one line out, each string as base64 to preserve its bytes. */
export function startPhp({ maxInputVars = 100_000 }: { maxInputVars?: number } = {}): Php {
  const child = spawn('php', ['-d', `max_input_vars=${maxInputVars}`, '-d', 'display_errors=stderr', '-r', PROGRAM], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const waiting: { resolve: (line: string) => void; reject: (error: Error) => void }[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.resolve(line));
  child.on('close', (code) => {
    for (const { reject } of waiting.splice(0)) reject(new Error(`php ended with code ${code} before it answered`));
  });

  async function ask(call: string, argument: string): Promise<PhpValue> {
    const line = await new Promise<string>((resolve, reject) => {
      waiting.push({ resolve, reject });
      child.stdin.write(`${JSON.stringify({ call, argument })}\n`);
    });
    const answer = JSON.parse(line) as { error: string } | { value: Wire };
    if ('error' in answer) throw new Error(`php: ${answer.error}`);
    return fromWire(answer.value);
  }

  return {
    parseStr: (body) => ask('parse_str', Buffer.from(body, 'utf8').toString('base64')),
    unserialize: (base64) => ask('unserialize', base64),
    reserialize: async (base64) => {
      const again = await ask('reserialize', base64);
      if (typeof again !== 'string') throw new TypeError(`expected base64 from php, got ${typeof again}`);
      return again;
    },
    jsonDecode: (base64) => ask('json_decode', base64),
    stop: () => child.kill(),
  };
}

type Wire = number | boolean | null | { s: string } | { a: [key: string, value: Wire][] };

function fromWire(wire: Wire): PhpValue {
  if (wire === null || typeof wire !== 'object') return wire;
  if ('s' in wire) return textOrBytes(wire.s);
  const entries = wire.a.map(([key, value]): [string, PhpValue] => [
    Buffer.from(key, 'base64').toString(),
    fromWire(value),
  ]);
  return Object.fromEntries(entries);
}

function textOrBytes(base64: string): PhpValue {
  const bytes = Buffer.from(base64, 'base64');
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : { base64 };
}

const PROGRAM = `
function wire($value) {
  if (is_string($value)) return ['s' => base64_encode($value)];
  if (!is_array($value)) return $value;
  $pairs = [];
  foreach ($value as $key => $entry) $pairs[] = [base64_encode((string) $key), wire($entry)];
  return ['a' => $pairs];
}
function unpacked($text) {
  $value = unserialize($text, ['allowed_classes' => false]);
  if ($value === false && $text !== 'b:0;') throw new Exception('unserialize cannot read this');
  return $value;
}
function answer($call, $argument) {
  switch ($call) {
    case 'parse_str': parse_str($argument, $form); return $form;
    case 'unserialize': return unpacked($argument);
    case 'reserialize': return base64_encode(serialize(unpacked($argument)));
    case 'json_decode': return json_decode($argument, true, 512, JSON_THROW_ON_ERROR);
  }
}
while (($line = fgets(STDIN)) !== false) {
  $asked = json_decode($line, true);
  try {
    $result = ['value' => wire(answer($asked['call'], base64_decode($asked['argument'])))];
  } catch (Throwable $error) {
    $result = ['error' => $error->getMessage()];
  }
  fwrite(STDOUT, json_encode($result, JSON_PRESERVE_ZERO_FRACTION) . "\\n");
}
`;

function phpIsInstalled(): boolean {
  return spawnSync('php', ['-v'], { stdio: 'ignore' }).status === 0;
}

/** Starts at the first call, so collecting tests starts nothing. */
function lazily(start: () => Php): Php {
  let started: Php | undefined;
  const php = (): Php => (started ??= start());
  return {
    parseStr: (body) => php().parseStr(body),
    unserialize: (base64) => php().unserialize(base64),
    reserialize: (base64) => php().reserialize(base64),
    jsonDecode: (base64) => php().jsonDecode(base64),
    stop: () => started?.stop(),
  };
}

const absentPhp = lazily(() => {
  throw new Error('php is not installed');
});
