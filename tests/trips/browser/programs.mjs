// SPDX-License-Identifier: GPL-3.0-or-later
// The real programs: where they are, to run one to its end, and the server from "listening on" to its end.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

const buildFolder = path.resolve(repository, process.env.FIRSTLINE_BUILD || 'build');
const longestStartMs = 30_000;
const longestEndMs = 15_000;

// A test run that is broken off ends its servers, too: "exit" is not said for a signal.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

const programPath = (name) => path.join(buildFolder, name);

/// A folder of its own; `remove()` deletes it, or else the end of the process.
export async function temporaryFolder() {
  const folder = await mkdtemp(path.join(tmpdir(), 'firstline-browser-'));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  process.once('exit', remove);
  return {
    path: folder,
    remove: () => {
      process.removeListener('exit', remove);
      remove();
    },
  };
}

/// Runs a program to its end; `input` is what it reads. Rejects where it ends with another code than those.
export async function run(name, args, { input = '', wellWith = [0] } = {}) {
  const child = spawn(programPath(name), args, { cwd: repository });
  let out = '';
  let err = '';
  child.stdout.on('data', (bytes) => (out += bytes));
  child.stderr.on('data', (bytes) => (err += bytes));
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  if (!wellWith.includes(code)) {
    throw new Error(`${name} ${args.join(' ')} ended with ${code}:\n${out}${err}`);
  }
  return out + err;
}

/// Resolves with the server's address when it listens, and with `stop()`, which waits for its end.
export async function startServer(args) {
  const child = spawn(programPath('firstline-server'), ['--listen', '127.0.0.1:0', ...args], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  // A test that dies takes its server with it.
  const endIt = () => child.kill('SIGKILL');
  process.once('exit', endIt);
  let said = '';
  const url = await new Promise((resolve, reject) => {
    const fail = (why) => reject(new Error(`firstline-server ${why}:\n${said}`));
    const tooLong = setTimeout(() => {
      endIt();
      fail('did not listen in time');
    }, longestStartMs);
    const hear = (bytes) => {
      said += bytes;
      const listening = /listening on (?:http:\/\/)?(127\.0\.0\.1:\d+)/.exec(said);
      if (!listening) return;
      clearTimeout(tooLong);
      resolve(`http://${listening[1]}`);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => fail(`ended with ${code}`));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    const tooLong = setTimeout(endIt, longestEndMs);
    const [code] = await ended;
    clearTimeout(tooLong);
    process.removeListener('exit', endIt);
    if (code !== 0) throw new Error(`firstline-server ended with ${code}:\n${said}`);
  };
  return { url, stop };
}
