// The built site on a free port, and the paste that the tests use.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Serves a built site, dist/ where none is named, as `./build.sh serve` does. */
export async function serve(folder = `${root}dist`) {
  const tool = `${root}target/native/site`;
  if (!existsSync(tool) || !existsSync(`${folder}/index.html`)) {
    throw new Error(`${folder} is not built: run ./build.sh first`);
  }
  const server = spawn(tool, ['serve', folder, '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  process.once('exit', () => server.kill());
  const url = await new Promise((done, fail) => {
    server.stdout.once('data', (line) => done(String(line).trim()));
    server.once('exit', (code) => fail(new Error(`the site's server ended: ${code}`)));
  });
  return { url: /** @type {string} */ (url), close: () => void server.kill() };
}

/** A header block with a fault that every reader of RFC 5322 agrees on: two From fields. */
export const headers = [
  'Received: from mail.example.org (mail.example.org [192.0.2.1])',
  '\tby mx.example.net with ESMTPS id 1; Mon, 1 Jan 2024 00:00:05 +0000',
  'From: Ada <ada@example.org>',
  'From: Eve <eve@example.com>',
  'To: bob@example.net',
  'Subject: =?utf-8?B?44GT44KT44Gr44Gh44Gv?= 🙂',
  'Date: Mon, 1 Jan 2024 00:00:00 +0000',
  'Message-ID: <1@example.org>',
  '',
].join('\n');
