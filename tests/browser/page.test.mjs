// The page as a person meets it, in three engines.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { engines } from './engines.mjs';
import { choose, example, japanese, openFile, see, until } from './page.mjs';
import { headers, serve } from './site.mjs';

/** What would stand on the page for a word that is missing: a locale key, or a placeholder. */
const KEY = new RegExp(
  '\\b(?:rule|verdict|page|level|group|role|boundary|unseen|mailer|kind)' +
    '\\.[a-z-]+(?:\\.[a-z-]+)*\\b|\\{[a-z]+\\}',
  'g',
);

/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
before(async () => {
  site = await serve();
});
after(() => site.close());

for (const open of Object.values(engines)) {
  describe(open.name, () => {
    /** @type {import('./engines.mjs').Engine} */
    let engine;
    before(async () => {
      engine = await open();
      await engine.goto(site.url);
      await until(engine, (seen) => seen.ready, 'the page');
    });
    after(() => engine?.close());

    test('the page offers a labelled box, three examples, a file and a language', async () => {
      const seen = await until(engine, ({ examples }) => examples === 3, 'three examples');
      assert.notEqual(seen.label, '');
      assert.equal(seen.files, 1);
      assert.ok(seen.languages >= 1);
      assert.equal(seen.rules.length, 0);
      assert.deepEqual(engine.trouble(), []);
    });

    test('typing gives a report without a button', async () => {
      await engine.type('From: Ada <ada@example.org>\nFrom: eve@example.com\n');
      const seen = await until(engine, ({ rules }) => rules.length > 0, 'findings');
      assert.notEqual(seen.verdict, '');
      assert.ok(seen.rules.every(Boolean));
      assert.ok(seen.evidence.includes('eve@example.com'));
      assert.ok(seen.marks > 0);
    });

    test('pasting replaces the report', async () => {
      await engine.setText(headers);
      const seen = await until(
        engine,
        ({ evidence }) => evidence.includes('mx.example.net'),
        'the new evidence',
      );
      assert.ok(seen.evidence.includes('🙂'));
      assert.equal(seen.hops, 1);
      assert.equal(seen.bounce, '');
    });

    test('no wording is missing, in either language', async () => {
      for (const language of ['en', 'ja']) {
        await engine.evaluate(choose, language);
        const seen = await until(
          engine,
          ({ verdict }) => japanese.test(verdict) === (language === 'ja'),
          language,
        );
        const missing = seen.words.match(KEY) ?? [];
        assert.deepEqual(
          missing.filter((key) => !headers.includes(key)),
          [],
        );
      }
      await engine.evaluate(choose, 'en');
      await until(engine, ({ verdict }) => !japanese.test(verdict), 'English again');
    });

    test('the language changes the words and keeps the text', async () => {
      const english = await engine.evaluate(see);
      await engine.evaluate(choose, 'ja');
      const seen = await until(
        engine,
        ({ findings }) => japanese.test(findings),
        'Japanese findings',
      );
      assert.equal(seen.value, headers);
      assert.deepEqual(seen.rules, english.rules);
      await engine.evaluate(choose, 'en');
      await until(engine, ({ findings }) => !japanese.test(findings), 'English again');
    });

    test('text out of the mail stays text', async () => {
      const before = await engine.evaluate(see);
      await engine.setText(
        'From: <script>document.title="owned"</script>@example.org\n' +
          'Subject: <img src=x onerror=alert(1)> <a href="javascript:alert(1)">x</a>\n',
      );
      const seen = await until(
        engine,
        ({ evidence }) => evidence.includes('<img src=x'),
        'the markup as text',
      );
      assert.equal(seen.foreign, before.foreign);
      assert.notEqual(await engine.evaluate(() => document.title), 'owned');
    });

    test('each example shows a report, and one is a bounce', async () => {
      let bounces = 0;
      for (const number of [0, 1, 2]) {
        await engine.setText('');
        await until(engine, ({ rules }) => rules.length === 0, 'nothing');
        await engine.evaluate(example, number);
        const seen = await until(
          engine,
          ({ value, verdict, evidence, bounce }) => value && verdict && (evidence || bounce),
          `example ${number}`,
        );
        bounces += Number(seen.bounce !== '');
      }
      assert.ok(bounces >= 1);
    });

    test('of several messages another can be chosen', async (t) => {
      const two = ['First', 'Second'].map((subject) => {
        const fields = headers.replace(/^Subject: .*$/m, `Subject: ${subject}`);
        return `From ada@example.org Mon Jan  1 00:00:00 2024\n${fields}\nThe text.\n`;
      });
      await engine.setText(two.join('\n'));
      await until(engine, ({ evidence }) => evidence.includes('First'), 'the evidence');
      const messages = () =>
        engine.evaluate(() => {
          const { report } = /** @type {import('../../www/header-lint.js').HeaderLint} */ (
            document.querySelector('header-lint')
          );
          return { count: report?.messages?.length ?? 0, shown: report?.message ?? 0 };
        });
      // Until the core tells messages apart, one is all there is.
      if (!(await messages()).count) return t.skip('this core reads only one message');
      assert.deepEqual(await messages(), { count: 2, shown: 0 });
      await engine.evaluate(() => {
        const select = /** @type {HTMLSelectElement | null | undefined} */ (
          document.querySelector('header-lint')?.shadowRoot?.querySelector('[data-messages]')
        );
        if (!select) throw new Error('no way to choose a message');
        select.selectedIndex = 1;
        select.dispatchEvent(new Event('change', { bubbles: true }));
      });
      assert.deepEqual(await messages(), { count: 2, shown: 1 });
    });

    test('a file is read like a paste', async () => {
      await engine.setText('');
      await engine.evaluate(openFile, headers);
      const seen = await until(
        engine,
        ({ evidence }) => evidence.includes('mx.example.net'),
        'the evidence of the file',
      );
      assert.equal(seen.value, headers);
    });

    test('an empty box shows no report', async () => {
      await engine.setText('');
      const seen = await until(
        engine,
        ({ rules, evidence }) => rules.length === 0 && evidence === '',
        'nothing',
      );
      assert.equal(seen.bounce, '');
    });

    test('the page complained about nothing', () => assert.deepEqual(engine.trouble(), []));
  });
}
