// A stand-in for the WebAssembly core, for tests of the page alone: reports written by hand for the
// three examples, a plain one for other texts. `TRAP` in the text makes it fail like a trap.

export default async function init() {}
export const forget = () => {};
export const version = () => '0.0.0-fake';
export const rules = () => [];

export function inspect_bytes(bytes) {
  const text = new TextDecoder().decode(bytes);
  return { text, report: inspect(text) };
}

/** Every call: also those for warming up, and those that list what providers ask. */
globalThis.inspected = [];
globalThis.listed = 0;

export function inspect(text, { message = 0, detail } = {}) {
  const report = read(text, message);
  globalThis.inspected.push(text);
  globalThis.listed += detail === 'full';
  if (detail === 'counted') {
    report.requirements = report.requirements.map(({ provider }) => ({
      provider,
      lines: [],
      counts: { met: 1, notMet: 1, unseen: 1, notApplicable: 0 },
    }));
  }
  return report;
}

function read(text, message) {
  if (text.includes('\nFrom MAILBOX')) return mailbox(text, message);
  if (text.startsWith('BOUNCE ')) return bounce(text, empty());
  if (text.includes('TRAP')) throw new WebAssembly.RuntimeError('unreachable');
  const report = empty();
  if (!text.trim()) return { ...report, kind: 'empty', verdict: { id: 'verdict.empty', args: {} } };
  if (text.includes('answer=69585')) return notice(text, report);
  report.fields = fields(text);
  if (!report.fields.length)
    return { ...report, kind: 'not-mail', verdict: { id: 'verdict.not-mail', args: {} } };
  if (text.includes('mail.example.net; s=s2024')) modern(text, report);
  else if (text.includes('HidemaruMail')) hidemaru(text, report);
  else plain(text, report);
  const order = ['error', 'warning', 'note'];
  report.findings.sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
  for (const { level } of report.findings) report.counts[level] += 1;
  return report;
}

const empty = () => ({
  version: '0.0.0-fake',
  kind: 'fields',
  unit: 'utf16',
  verdict: { id: 'verdict.clean', args: {} },
  repairs: [],
  limits: [],
  boundary: { how: 'none' },
  fields: [],
  outerFields: [],
  hops: [],
  identities: [],
  authentication: [],
  mailer: { claims: [], traces: [], clocks: [], fits: [], verdict: 'none' },
  filters: [],
  findings: [],
  counts: { error: 0, warning: 0, note: 0 },
  requirements: [],
  weights: [],
  unseen: ['body', 'complaints', 'reputation'],
});

function at(text, needle, from = 0) {
  const start = text.indexOf(needle, from);
  if (start < 0) throw new Error(`fake: no ${needle}`);
  return [start, start + needle.length];
}
const quoted = (text, needle, from) => ({ span: at(text, needle, from), text: needle });

function fields(text) {
  const out = [];
  const pattern = /^([!-9;-~]+)[ \t]*:(.*(?:\r?\n[ \t].*)*)/gm;
  let line = 1;
  let counted = 0;
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length;
  for (let m = pattern.exec(text); m && m.index < end; m = pattern.exec(text)) {
    const start = m.index;
    line += text.slice(counted, start).split('\n').length - 1;
    counted = start;
    const valueStart = start + m[0].length - m[2].trimStart().length;
    out.push({
      name: m[1],
      span: [start, start + m[0].length],
      nameSpan: [start, start + m[1].length],
      valueSpan: [valueStart, start + m[0].trimEnd().length],
      line,
      author: 'sender',
      charsets: [],
    });
  }
  return out;
}

const found = (rule, level, group, spans, args, sources) => ({
  rule,
  level,
  group,
  spans,
  args,
  sources,
});
const t = (type, value) => ({ type, value });

function plain(text, report) {
  report.verdict = { id: 'verdict.notes', args: { count: t('count', 1) } };
  report.fields.slice(0, 2000).forEach((field, i) => {
    if (i % 10 === 3) {
      report.findings.push(
        found(
          'mailer-rare',
          'note',
          'odd',
          [field.valueSpan],
          { mailer: t('text', text.slice(...field.valueSpan)), count: t('count', 1) },
          [],
        ),
      );
    }
  });
}

function modern(text, report) {
  report.kind = 'message';
  report.verdict = { id: 'verdict.errors', args: { count: t('count', 1) } };
  report.repairs = [{ id: 'quote-marks', count: 1, span: [0, 5] }];
  report.boundary = { how: 'received-chain', receiver: 'example.org' };
  report.fields.forEach(
    (f, i) =>
      (f.author =
        i < 5 || f.name === 'X-Spam-Status'
          ? 'receiver'
          : i < 7
            ? 'relay'
            : i === 7
              ? 'relay'
              : 'sender'),
  );
  report.fields.forEach((f) => {
    if (f.name === 'Subject')
      Object.assign(f, { decoded: 'ご注文が発送されました', charsets: ['utf-8'] });
    if (f.name === 'Date') f.decoded = '2026-10-06T09:02:09Z';
  });
  const index = (name) => report.fields.findIndex((f) => f.name === name);
  report.hops = [
    {
      field: 7,
      helo: quoted(text, 'web3.shop.example.com'),
      ip: quoted(text, '203.0.113.9'),
      by: quoted(text, 'out7.mail.example.net', text.indexOf('203.0')),
      with: quoted(text, 'ESMTPSA'),
      tls: true,
      authenticated: true,
      time: 1791277331,
      offset: 0,
      author: 'relay',
    },
    {
      field: 2,
      helo: quoted(text, 'out7.mail.example.net'),
      rdns: quoted(text, 'out7.mail.example.net'),
      ip: quoted(text, '198.51.100.27'),
      by: quoted(text, 'mx.example.org'),
      with: quoted(text, 'ESMTPS'),
      tls: true,
      authenticated: false,
      time: 1791278078,
      offset: 0,
      delay: 747,
      author: 'receiver',
    },
    {
      field: 1,
      by: quoted(text, 'mx.example.org'),
      with: quoted(text, 'SMTP'),
      tls: false,
      authenticated: false,
      time: 1791278076,
      offset: 0,
      delay: -2,
      author: 'receiver',
    },
  ];
  const who = (role, value, domain, org, aligned, author, name) => ({
    role,
    field: 0,
    value: quoted(text, value),
    name,
    domain,
    org,
    aligned,
    author,
  });
  report.identities = [
    who(
      'from',
      'news@shop.example.com',
      'shop.example.com',
      'example.com',
      undefined,
      'sender',
      'Example Shop',
    ),
    who(
      'reply-to',
      'example.shop.2026@freemail.example',
      'freemail.example',
      'freemail.example',
      false,
      'sender',
    ),
    who(
      'return-path',
      'bounce-8812@mail.example.net',
      'mail.example.net',
      'example.net',
      false,
      'receiver',
    ),
    {
      ...who('dkim', 'mail.example.net', 'mail.example.net', 'example.net', false, 'sender'),
      unicode: 'mail.例え.net',
    },
  ];
  report.authentication = [
    {
      field: 3,
      method: 'dkim',
      result: 'fail',
      domain: 'mail.example.net',
      aligned: false,
      by: 'mx.example.org',
      trusted: true,
      span: at(text, 'dkim=fail'),
      detail: 'body hash did not verify; s=s2024',
    },
    {
      field: 3,
      method: 'spf',
      result: 'pass',
      domain: 'mail.example.net',
      aligned: false,
      by: 'mx.example.org',
      trusted: true,
      span: at(text, 'spf=pass'),
    },
    {
      field: 3,
      method: 'dmarc',
      result: 'fail',
      domain: 'shop.example.com',
      by: 'mx.example.org',
      trusted: true,
      span: at(text, 'dmarc=fail'),
      detail: 'p=none',
    },
    {
      field: 6,
      method: 'dkim',
      result: 'present',
      domain: 'mail.example.net',
      aligned: false,
      trusted: false,
      span: at(text, 'd=mail.example.net; s='),
    },
  ];
  const mailer = 'PHPMailer 5.2.9 (https://github.com/PHPMailer/PHPMailer/)';
  report.mailer = {
    verdict: 'contradicts',
    fits: ['Postfix', 'Mutt'],
    claims: [
      {
        field: index('X-Mailer'),
        value: quoted(text, mailer),
        program: 'PHPMailer',
        id: 'phpmailer',
      },
    ],
    traces: [
      {
        kind: 'message-id',
        value: quoted(text, '20261006090209.4A1B2C3D@web3.shop.example.com'),
        programs: ['Postfix', 'Mutt'],
      },
    ],
    clocks: [
      {
        kind: 'javamail',
        value: quoted(text, '20261006090209'),
        unix: 1791277329,
        offset: 540,
        difference: 0,
      },
    ],
  };
  report.filters = [
    {
      filter: 'spamassassin',
      id: 'score',
      args: { score: t('text', '3.4'), threshold: t('text', '5.0') },
      basis: { id: 'basis.source', args: {} },
      previous: false,
      span: at(text, 'score=3.4 required=5.0'),
      spam: false,
      author: 'receiver',
    },
  ];
  report.weights = [
    {
      filter: 'spamassassin',
      version: '4.0.1',
      sum: 1.1,
      threshold: 5,
      refuses: null,
      rules: [
        { name: 'FREEMAIL_REPLYTO', points: 1.0 },
        { name: 'DKIM_INVALID', points: 0.1 },
      ],
    },
    {
      filter: 'rspamd',
      version: '3.4',
      sum: 0.5,
      threshold: 6,
      refuses: 15,
      rules: [
        { name: 'R_DKIM_REJECT', points: 1.0 },
        { name: 'DMARC_POLICY_ALLOW', points: -0.5 },
      ],
    },
  ];
  report.findings = [
    found(
      'reply-to-elsewhere',
      'error',
      'deceptive',
      [at(text, 'example.shop.2026@freemail.example'), at(text, 'news@shop.example.com')],
      { from: t('domain', 'shop.example.com'), 'reply-to': t('domain', 'freemail.example') },
      [
        { kind: 'spamassassin', name: 'FREEMAIL_REPLYTO', weight: 1.0, same: true },
        { kind: 'rspamd', name: 'FREEMAIL_REPLYTO_NEQ_FROM', weight: 2.0, same: false },
      ],
    ),
    found(
      'dkim-failed',
      'warning',
      'unauthenticated',
      [at(text, 'dkim=fail (body hash did not verify)'), at(text, 'd=mail.example.net')],
      {
        domain: t('domain', 'mail.example.net'),
        count: t('count', 1),
        time: t('duration', 747),
        sent: t('instant', { unix: 1791277329, offset: 540 }),
      },
      [
        {
          kind: 'rfc',
          name: 'RFC 6376 §6.1',
          url: 'https://www.rfc-editor.org/rfc/rfc6376#section-6.1',
          same: false,
        },
        {
          kind: 'page',
          name: 'Gmail: email sender guidelines',
          url: 'https://support.google.com/a/answer/81126',
          same: false,
          code: '5.7.26',
        },
      ],
    ),
    found(
      'dmarc-failed',
      'warning',
      'unauthenticated',
      [at(text, 'dmarc=fail (p=none)')],
      { domain: t('domain', 'shop.example.com') },
      [
        {
          kind: 'rfc',
          name: 'RFC 7489 §3.1',
          url: 'https://www.rfc-editor.org/rfc/rfc7489#section-3.1',
          same: false,
        },
      ],
    ),
    found('list-unsubscribe-missing', 'note', 'informative', [], {}, []),
  ];
  const source = {
    name: 'Email sender guidelines',
    url: 'https://support.google.com/mail/answer/81126',
  };
  report.requirements = ['gmail', 'yahoo'].map((provider) => ({
    provider,
    lines: [
      {
        id: 'dkim',
        state: 'not-met',
        bulk: false,
        source,
        checked: '2026-10-01',
        code: '5.7.26',
        findings: ['dkim-failed'],
      },
      {
        id: 'spf',
        state: 'met',
        bulk: false,
        source,
        checked: '2026-10-01',
        findings: [],
        span: at(text, 'spf=pass'),
      },
      {
        id: 'dmarc-record',
        state: 'unseen',
        bulk: true,
        source,
        checked: '2026-10-01',
        findings: [],
        look: 'dmarc-record',
      },
    ],
  }));
}

function hidemaru(text, report) {
  report.verdict = { id: 'verdict.notes', args: { count: t('count', 2) } };
  report.fields.forEach((f) => {
    if (f.name === 'Subject') Object.assign(f, { decoded: 'テスト', charsets: ['iso-2022-jp'] });
    if (f.name === 'Date') f.decoded = '2008-06-05T17:59:21Z';
  });
  report.identities = [
    {
      role: 'from',
      field: 0,
      value: quoted(text, 'watermind.pc@gmail.com'),
      name: 'WaterMind',
      domain: 'gmail.com',
      org: 'gmail.com',
      author: 'sender',
    },
  ];
  report.mailer = {
    verdict: 'fits',
    fits: [],
    claims: [
      {
        field: 8,
        value: quoted(text, 'HidemaruMail 5.05'),
        program: 'Hidemaru Mail',
        id: 'hidemaru',
      },
    ],
    traces: [
      {
        kind: 'message-id',
        value: quoted(text, '8CC8C735E21043watermind.pc@gmail.com'),
        programs: ['Hidemaru Mail'],
      },
    ],
    clocks: [
      {
        kind: 'hidemaru-message-id',
        value: quoted(text, '8CC8C735E21043'),
        unix: 1212688761,
        offset: 540,
        difference: 0,
      },
    ],
  };
  report.findings = [
    found(
      'mailer-rare',
      'note',
      'odd',
      [at(text, 'HidemaruMail 5.05')],
      { mailer: t('text', 'HidemaruMail 5.05') },
      [{ kind: 'observed', name: '0.01% of list mail', same: false }],
    ),
    found(
      'message-id-clock',
      'note',
      'informative',
      [at(text, '8CC8C735E21043')],
      { time: t('instant', { unix: 1212688761, offset: 540 }), difference: t('duration', 0) },
      [],
    ),
  ];
}

// Several messages, each behind a line `From MAILBOX`; one is inspected.
function mailbox(text, message) {
  const starts = [...text.matchAll(/^From MAILBOX\n/gm)].map((m) => m.index + m[0].length);
  const messages = starts.map((start, i) => {
    const end = i + 1 < starts.length ? starts[i + 1] - 'From MAILBOX\n'.length : text.length;
    return {
      span: [start, end],
      line: text.slice(0, start).split('\n').length,
      subject: /^Subject: (.+)$/m.exec(text.slice(start, end))?.[1],
      from: 'ada@example.org',
    };
  });
  const shown = message < messages.length ? message : 0;
  const [start, end] = messages[shown].span;
  const move = (value) =>
    Array.isArray(value)
      ? value.length === 2 && value.every((n) => typeof n === 'number')
        ? value.map((n) => n + start)
        : value.map(move)
      : value && typeof value === 'object'
        ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, move(v)]))
        : value;
  return { ...move(inspect(text.slice(start, end))), messages, message: shown };
}

// `BOUNCE kind`, then a line for each recipient: address, reason, code, status, reply.
function bounce(text, report) {
  const [first, ...lines] = text.trim().split('\n');
  const kind = first.slice('BOUNCE '.length);
  report.kind = 'bounce';
  report.verdict = { id: `verdict.${kind === 'refused' ? 'bounce-unknown' : kind}`, args: {} };
  let from = first.length;
  report.bounce = {
    format: 'postfix',
    kind,
    returned: false,
    failures: lines.map((line) => {
      const [address, reason, code, status, ...words] = line.split(' ');
      const here = from;
      from += line.length + 1;
      const part = (needle) => quoted(text, needle, here);
      return {
        recipient: part(address),
        reason,
        code: part(code),
        status: part(status),
        reply: part(words.join(' ')),
        provider: 'gmail',
        stage: 'rcpt',
        permanent: code.startsWith('5'),
        hard: reason === 'user-unknown',
        side: 'recipient',
        fields: [],
        response: reason === 'mailbox-full' ? undefined : 'gmail-69585',
        reference: 'https://support.google.com/mail/answer/69585',
        referenceDate: '2025-11',
      };
    }),
  };
  return report;
}

function notice(text, report) {
  report.kind = 'notice';
  report.verdict = { id: 'verdict.bounce-gmail-spam', args: {} };
  report.boundary = { how: '' };
  const reply = /PERM_FAILURE: [^]*?information\./.exec(text)?.[0] ?? 'PERM_FAILURE';
  report.bounce = {
    format: 'gmail-2008',
    kind: 'refused',
    returned: false,
    failures: [
      {
        recipient: quoted(text, 'friend@example.org'),
        action: 'failed',
        reply: { span: at(text, reply), text: reply.replace(/\s+/g, ' ') },
        provider: 'gmail',
        stage: 'data',
        permanent: true,
        response: 'gmail-69585',
        side: 'sender',
        fields: [],
        reference: 'https://support.google.com/mail/answer/69585',
      },
    ],
  };
  return report;
}
