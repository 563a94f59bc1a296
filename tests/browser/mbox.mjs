// Made-up mail in any number, the same in every run: for tests and measurements of groups.

/** The number under which a made-up server queued a message. @param {number} n @param {number} k */
const queued = (n, k) => (n * 7919 + k).toString(36).toUpperCase();

/**
 * A message without its `From ` line.
 * @param {number} n
 * @param {{ extra?: string, body?: number }} [options]
 */
export function mail(n, { extra = '', body = 400 } = {}) {
  const day = new Date(
    Date.UTC(2024, 0, 1) + Math.floor(n / 40) * 86_400_000 + (n % 40) * 1_500_000,
  );
  const date = `${day.toUTCString().replace('GMT', '')}+0900`;
  const mailer = ['Mozilla Thunderbird', 'Microsoft Outlook 16.0', 'Apple Mail (2.3654)'][n % 3];
  const domain = ['example.net', 'example.com', 'example.org'][Math.floor(n / 3) % 3];
  const hop = (/** @type {number} */ k) =>
    `Received: from mx${k}.example.net (mx${k}.example.net [192.0.2.${(n + k) % 250}])\r\n` +
    `\tby in${k}.example.com (Postfix) with ESMTPS id ${queued(n, k)}\r\n` +
    `\tfor <friend${n % 3_000}@${domain}>; ${date}\r\n`;
  const text = 'Dear friend, the numbers of this week are below, as always.\r\n';
  return (
    `Return-Path: <taro@example.org>\r\n${hop(2)}${hop(1)}` +
    'Authentication-Results: in2.example.com; spf=pass smtp.mailfrom=example.org;\r\n' +
    `\tdkim=${n % 9 ? 'pass' : 'fail'} header.d=example.org; dmarc=pass header.from=example.org` +
    '\r\n' +
    `From: Taro Yamada <taro@example.org>\r\nTo: <friend${n % 3_000}@${domain}>\r\n` +
    `Subject: =?UTF-8?B?5aCx5ZGK?= ${n}\r\nDate: ${date}\r\n` +
    `Message-ID: <6f1c2d3e-1111-4222-8333-${String(n).padStart(12, '0')}@example.org>\r\n` +
    'MIME-Version: 1.0\r\n' +
    `Content-Type: text/plain; charset=${n % 4 ? 'utf-8' : 'iso-2022-jp'}\r\n` +
    'Content-Transfer-Encoding: 7bit\r\n' +
    `X-Mailer: ${mailer}\r\n${extra}\r\n${text.repeat(Math.ceil(body / text.length))}\r\n`
  );
}

/**
 * So many of them, one after the other, with `From ` lines.
 * @param {number} from
 * @param {number} to
 * @param {{ extra?: string, body?: number }} [options]
 */
export function* mbox(from, to, options) {
  for (let n = from; n < to; n++)
    yield `From taro@example.org Mon Jun  3 10:00:00 2024\r\n${mail(n, options)}`;
}

// `node mbox.mjs FROM TO [BODY] >FILE`
if (process.argv[1] === import.meta.filename) {
  const [from, to, body] = process.argv.slice(2).map(Number);
  const { writeSync } = await import('node:fs');
  let held = '';
  for (const one of mbox(from ?? 0, to ?? 10, { body: body ?? 400 })) {
    held += one;
    if (held.length > 1 << 20) {
      writeSync(1, held);
      held = '';
    }
  }
  writeSync(1, held);
}
