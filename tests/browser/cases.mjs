// What the WebAssembly core must do wherever it runs: the same cases in Node and in a browser.

/**
 * Runs every case. It crosses the driver as source text, so it uses nothing from outside.
 * @param {Pick<
 *   typeof import('../../target/wasm-node/headerlint.js'),
 *   'inspect' | 'inspect_bytes' | 'rules' | 'version'
 * >} core
 */
export function runCases(core) {
  /** @type {{ name: string, error?: string }[]} */
  const results = [];
  /** @param {string} name @param {() => void} run */
  const test = (name, run) => {
    try {
      run();
      results.push({ name });
    } catch (error) {
      results.push({ name, error: String(error) });
    }
  };
  /** @param {unknown} condition @param {unknown} what */
  const assert = (condition, what) => {
    if (!condition) throw new Error(typeof what === 'string' ? what : JSON.stringify(what));
  };
  /** @param {unknown} got @param {unknown} want */
  const equal = (got, want) =>
    assert(
      JSON.stringify(got) === JSON.stringify(want),
      `got ${JSON.stringify(got)}, want ${JSON.stringify(want)}`,
    );
  /**
   * Every pair of numbers below a key that names spans.
   * @param {any} value
   * @param {string} [key]
   * @returns {[number, number][]}
   */
  const spans = (value, key = '') => {
    if (key === 'span' || key === 'nameSpan' || key === 'valueSpan') return [value];
    if (key === 'spans') return value;
    if (Array.isArray(value)) return value.flatMap((item) => spans(item));
    return value && typeof value === 'object'
      ? Object.entries(value).flatMap(([name, item]) => spans(item, name))
      : [];
  };
  /** @param {string} text @param {ReturnType<typeof core.inspect>} report */
  const inBounds = (text, report) => {
    for (const [start, end] of spans(report))
      assert(
        start >= 0 && start <= end && end <= text.length,
        `span ${start}..${end} in ${text.length}`,
      );
  };

  const headers = [
    'Received: from mail.example.org (mail.example.org [192.0.2.1])',
    '\tby mx.example.net with ESMTPS id 1; Mon, 1 Jan 2024 00:00:05 +0000',
    'Subject: 🙂 日本語 é',
    'From: Ada <ada@example.org>',
    'From: Eve <eve@example.com>',
    'Date: Mon, 1 Jan 2024 00:00:00 +0000',
    'Message-ID: <1@example.org>',
    '',
  ].join('\n');

  test('what providers ask is listed, or only counted', () => {
    const listed = core.inspect(headers).requirements;
    const counted = core.inspect(headers, { detail: 'counted' }).requirements;
    assert(listed.length > 3, 'no providers');
    equal(
      counted.map(({ provider, lines, counts }) => [
        provider,
        lines.length,
        Object.values(counts ?? {}).reduce((a, b) => a + b, 0),
      ]),
      listed.map(({ provider, lines }) => [provider, 0, lines.length]),
    );
    const found = listed.flatMap(({ lines }) => lines).find(({ id }) => id === 'once');
    equal([found?.state, found?.findings], ['not-met', ['field-repeated']]);
  });

  test('a report is plain data with every part', () => {
    const report = core.inspect(headers);
    equal(Object.keys(report).sort(), [
      'authentication',
      'boundary',
      'counts',
      'fields',
      'filters',
      'findings',
      'hops',
      'identities',
      'kind',
      'limits',
      'mailer',
      'message',
      'messages',
      'outerFields',
      'repairs',
      'requirements',
      'unit',
      'unseen',
      'verdict',
      'version',
      'weights',
    ]);
    equal([report.kind, report.unit], ['fields', 'utf16']);
    // No Map and no BigInt: JSON would lose the one and refuse the other.
    const copy = structuredClone(report);
    equal(JSON.parse(JSON.stringify(report)), copy);
    const maps = (/** @type {any} */ value) =>
      value instanceof Map ||
      (value && typeof value === 'object' && Object.values(value).some(maps));
    assert(!maps(report), 'a Map is in the report');
    equal([report.hops.length, report.hops[0]?.time], [1, 1704067205]);
  });

  test('spans are what slice takes, beyond emoji too', () => {
    const { fields, findings } = core.inspect(headers);
    equal(
      fields.map((field) => field.name),
      ['Received', 'Subject', 'From', 'From', 'Date', 'Message-ID'],
    );
    for (const { name, span, nameSpan, valueSpan } of fields) {
      equal(headers.slice(...nameSpan), name);
      assert(headers.slice(...span).startsWith(`${name}:`), headers.slice(...span));
      assert(
        headers.slice(...valueSpan) ===
          headers
            .slice(...span)
            .slice(name.length + 1)
            .trim(),
        headers.slice(...valueSpan),
      );
    }
    const second = headers.lastIndexOf('From:');
    const repeated = findings.find(
      ({ level, spans }) => level === 'error' && spans.some(([start]) => start === second),
    );
    assert(repeated, `two From fields are no error: ${findings.map(({ rule }) => rule)}`);
  });

  test('counts are those of the findings, most serious first', () => {
    const { counts, findings } = core.inspect(headers);
    assert(findings.length > 0, 'no findings');
    const rank = { error: 0, warning: 1, note: 2 };
    const levels = findings.map(({ level }) => level);
    equal(
      levels,
      [...levels].sort((a, b) => rank[a] - rank[b]),
    );
    for (const level of /** @type {const} */ (['error', 'warning', 'note']))
      equal(counts[level], levels.filter((l) => l === level).length);
  });

  test('the same text gives the same report', () => {
    equal(core.inspect(headers), core.inspect(headers));
    const [lf, crlf] = [core.inspect(headers), core.inspect(headers.replaceAll('\n', '\r\n'))];
    equal(
      crlf.findings.map(({ rule }) => rule),
      lf.findings.map(({ rule }) => rule),
    );
  });

  test('nothing, and what is no mail, is told', () => {
    for (const text of ['', ' \n\t\n']) equal(core.inspect(text).kind, 'empty');
    const report = core.inspect('Nothing here looks like a header field.\nNor does this line.\n');
    equal([report.kind, report.findings], ['not-mail', []]);
  });

  test('a file is read as text, and its spans point into that text', () => {
    const { text, report } = core.inspect_bytes(new TextEncoder().encode(headers));
    equal(text, headers);
    equal(report, core.inspect(headers));
    const latin = Uint8Array.from('From: a@example.org\nSubject: caf\xe9 \x80\n', (c) =>
      c.charCodeAt(0),
    );
    const read = core.inspect_bytes(latin);
    assert(read.text.startsWith('From: a@example.org'), read.text);
    inBounds(read.text, read.report);
  });

  test('rules are sorted, and each names its sources', () => {
    const rules = core.rules();
    assert(rules.length > 0, 'no rules');
    const ids = rules.map(({ id }) => id);
    equal(ids, [...new Set(ids)].sort());
    for (const { id, level, sources } of rules)
      assert(sources.length > 0 && ['error', 'warning', 'note'].includes(level), id);
  });

  test('the version is a version', () =>
    assert(/^\d+\.\d+\.\d+/.test(core.version()), core.version()));

  test('hostile text is survived, in time', () => {
    const hostile = [
      '\ud83d',
      'Subject: \udc00\ud800\n',
      'Subject: a\0b\n',
      '\0',
      '\ufeff\ufeff',
      'Subject: \u202eabc\u2066\n',
      '\r',
      '\r\r\n\n\r',
      ':',
      ':\n'.repeat(20000),
      '('.repeat(100000),
      `From: ${'('.repeat(100000)}\n`,
      `From: ${'"\\'.repeat(50000)}\n`,
      `To: ${'<'.repeat(100000)}\n`,
      `To: ${'a@b.example,'.repeat(20000)}\n`,
      `Subject: ${'=?utf-8?q?'.repeat(20000)}\n`,
      `Subject: ${'=?utf-8?B?//8=?= '.repeat(20000)}\n`,
      `Received: ${'from by with ; '.repeat(20000)}\n`,
      `Authentication-Results: ${'a; b=c (d) '.repeat(20000)}\n`,
      `DKIM-Signature: ${'a=;'.repeat(50000)}\n`,
      `X: ${'\n '.repeat(50000)}`,
      'A'.repeat(1000000),
      `Content-Type: ${"a/b; c*0*=''%".repeat(20000)}\n`,
      `${'> '.repeat(100000)}From: a@example.org\n`,
      `Date: ${'9'.repeat(100000)}\n`,
      `${' '.repeat(100000)}\n`,
      'Received: from a by b; Mon, 1 Jan 2024 00:00:00 +0000\n'.repeat(5000),
      `From: a@${'xn--'.repeat(30000)}\n`,
      `From: a@${'a.'.repeat(50000)}example\n`,
      // Numbers that no JavaScript number holds.
      ...['9223372036854775807', '-9223372036854775808', '18446744073709551615'].map((n) =>
        [
          'Received: from a.example.org (a.example.org [192.0.2.1]) by mx.example.net with ESMTP;' +
            ' Mon, 1 Jan 2024 00:00:00 +0000',
          `DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s; t=${n}; x=${n}; l=${n};` +
            ' h=from; bh=AAAA; b=AAAA',
          `ARC-Seal: i=${n}; a=rsa-sha256; t=${n}; cv=pass; d=example.net; s=s; b=AAAA`,
          `Authentication-Results: mx.example.net; dkim=fail (${n}-bit key)`,
          `X-Spam-Score: ${n}`,
          `X-Spam-Status: Yes, score=${n} required=${n}`,
          `Message-ID: <${n}.${n}@example.org>`,
          `Thread-Index: ${n}`,
          `X-Priority: ${n}`,
          `X-MS-Exchange-Organization-SCL: ${n}`,
          `Content-Length: ${n}`,
          `Lines: ${n}`,
          `Date: ${n}`,
          'From: a@example.org',
          'Subject: x',
          '',
        ].join('\n'),
      ),
    ];
    for (const text of hostile) {
      const what = `${JSON.stringify(text.slice(0, 30))}… of ${text.length}`,
        start = Date.now();
      try {
        inBounds(text, core.inspect(text));
      } catch (error) {
        throw new Error(`${what}: ${error}`);
      }
      assert(Date.now() - start < 3000, `${what} took ${Date.now() - start} ms`);
    }
  });

  test('beyond 5 MB the rest is left unread, and that is told', () => {
    const text = headers + '\n' + 'body '.repeat(1100000);
    const report = core.inspect(text);
    const bytes = new TextEncoder().encode(text).length;
    equal(
      report.limits.filter(({ id }) => id === 'bytes'),
      [{ id: 'bytes', limit: 5000000, actual: bytes }],
    );
    assert(report.fields.length === 6, report.fields.length);
  });

  test('a wrong argument is refused, and the instance goes on', () => {
    for (const wrong of [undefined, null, 42, {}]) {
      let refused = false;
      try {
        core.inspect(/** @type {any} */ (wrong));
      } catch {
        refused = true;
      }
      assert(refused, `${wrong} was taken`);
    }
    for (const wrong of [{ message: -1 }, { message: 'first' }, { now: 'today' }]) {
      let refused = false;
      try {
        core.inspect(headers, /** @type {any} */ (wrong));
      } catch {
        refused = true;
      }
      assert(refused, `${JSON.stringify(wrong)} was taken`);
    }
    equal(core.inspect(headers).fields.length, 6);
  });

  return results;
}
