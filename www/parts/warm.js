// Code is compiled when it is first reached, which makes the first inspection ten times as slow as
// the next, and the first report slow to draw. So once the page stands and nobody has pasted
// anything, it inspects and draws small texts of its own: in idle time, one after the other, so
// that a paste waits for one of them at most. Nothing of it is shown, announced or kept.

import * as core from './core.js';
import { h } from './dom.js';
import { View } from './view.js';

/** @typedef {import('./words.js').Words} Words */

const HOP =
  'from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTPS id 1 ' +
  '(version=TLS1_2, cipher=TLS_A); Mon, 6 Jan 2025 10:00:00 +0000';
const MAIL = [
  `Received: ${HOP}`,
  'Authentication-Results: mx.example.net; spf=fail (sender IP is 192.0.2.1) ' +
    'smtp.mailfrom=example.org; dkim=pass header.d=example.org; dmarc=none action=none ' +
    'header.from=example.org; compauth=fail reason=001',
  'Received-SPF: Fail (example.net: domain of example.org) client-ip=192.0.2.1; helo=a.example;',
  `Received: ${HOP.replace('10:', '09:')}`,
  'ARC-Seal: i=1; a=rsa-sha256; d=example.com; s=a; cv=none; b=YQ==',
  'DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=a; t=1736157600;',
  ' h=From:To:Subject; bh=YQ==; b=YQ==',
  'From: "=?utf-8?B?44GC?=" <a@example.org>',
  'Reply-To: b@example.com',
  'To: c@example.net',
  'Subject: =?utf-8?Q?=E3=81=82?= = 1',
  'Date: Mon, 6 Jan 2025 09:00:00 +0000',
  'Message-ID: <1@a.example.org>',
  'MIME-Version: 1.0',
  'Content-Type: multipart/alternative; boundary="b"',
  'X-Mailer: Microsoft Outlook 16.0',
  'List-Unsubscribe: <https://example.org/>',
  'X-Spam-Status: Yes, score=5.1 required=5.0 tests=MISSING_MID',
  'X-Forefront-Antispam-Report: CIP:192.0.2.1;CTRY:US;SCL:5;SFV:SPM;CAT:SPM;',
  'X-Microsoft-Antispam: BCL:0;',
  '',
].join('\n');
const BOUNCE =
  'This is the mail system at host mx.example.org.\n\n<c@gmail.com>: host ' +
  'mx.example.net[192.0.2.1] said: 550 5.7.26 Unauthenticated (in reply to end of DATA command)\n';

/** Each reaches a bit more, so that none takes long. */
const TEXTS = ['a', 'A: 1\n', 'From: a@example.org\nTo: c@example.net\n', MAIL, BOUNCE];

/** How long a page without idle time (Safari) waits before each. */
const WAIT = 50;

const idle = /** @type {(run: () => void) => void} */ (
  'requestIdleCallback' in globalThis
    ? (run) => requestIdleCallback(run)
    : (run) => setTimeout(run, WAIT)
);

let begun = false;

/**
 * Warms up, once on a page.
 * @param {Words} words
 * @param {() => boolean} wanted whether nobody has pasted anything yet
 */
export function warm(words, wanted) {
  if (begun) return;
  begun = true;
  /** @type {(() => unknown)[]} */
  const steps = TEXTS.map((text) => () => core.inspect(text));
  steps.push(() => draw(words));
  const next = () =>
    idle(() => {
      const step = steps.shift();
      if (!step || !wanted() || !core.ready()) return;
      try {
        step();
        next();
      } catch {
        // Should the core fail at it, the first real text finds a fresh one.
        core.start().catch(() => {});
      }
    });
  next();
}

/** Makes a report that nobody sees. @param {Words} words */
function draw(words) {
  const nothing = () => {};
  const view = new View(h('div', null), h('div', null), {
    edit: nothing,
    choose: nothing,
    requirements: () => [],
  });
  view.draw(words, MAIL, core.inspect(MAIL));
}
