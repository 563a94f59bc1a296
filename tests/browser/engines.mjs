// Three real engines behind one small interface. Nothing is downloaded: the browsers are the
// system's.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { chromium as playwright } from 'playwright-core';
import puppeteer from 'puppeteer-core';
import { Builder, By, Capabilities, Key } from 'selenium-webdriver';

/**
 * @typedef {object} Engine
 * @property {string} name
 * @property {(url: string) => Promise<void>} goto
 * @property {<A extends unknown[], R>(run: (...given: A) => R, ...given: A) => Promise<Awaited<R>>}
 *   evaluate
 *   Runs a function inside the page; it sees nothing but its arguments.
 * @property {(text: string) => Promise<void>} setText Puts text into the box at once, as pasting
 *   does.
 * @property {(text: string) => Promise<void>} type Presses real keys in the box.
 * @property {(path: string) => Promise<void>} screenshot
 * @property {() => string[]} trouble What the page complained about, where the driver tells.
 * @property {() => Promise<void>} close
 */

// Debian keeps it in a folder named after the machine.
const miniBrowser = () =>
  readdirSync('/usr/lib')
    .map((name) => `/usr/lib/${name}/webkit2gtk-4.1/MiniBrowser`)
    .find((path) => existsSync(path));

/**
 * The first of these commands that the machine has; names are looked for as the shell does.
 * @param {...string} commands
 */
const found = (...commands) =>
  commands
    .flatMap((command) =>
      command.includes('/')
        ? command
        : (process.env.PATH ?? '').split(':').map((folder) => `${folder}/${command}`),
    )
    .find((path) => existsSync(path)) ??
  commands[0] ??
  '';

// The same names as in build.sh.
const binaries = {
  chromium: process.env.CHROMIUM
    ? found(process.env.CHROMIUM)
    : found('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'),
  firefox: process.env.FIREFOX ? found(process.env.FIREFOX) : found('firefox-esr', 'firefox'),
  webkit: process.env.MINIBROWSER ?? miniBrowser() ?? 'MiniBrowser',
};

// Debian's Chromium as root, without the traffic that it makes on its own account.
export const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-default-apps',
  '--no-first-run',
  '--no-pings',
];

/** @param {keyof typeof binaries} name */
export function present(name) {
  if (!existsSync(binaries[name]))
    throw new Error(
      `${name} is missing: no ${binaries[name]} (SKIP_BROWSERS=1 leaves these tests out)`,
    );
  return binaries[name];
}

/** Runs inside the page. @param {string} text */
function paste(text) {
  const box = document.querySelector('header-lint')?.shadowRoot?.querySelector('textarea');
  if (!box) throw new Error('header-lint has no textarea');
  box.value = text;
  box.dispatchEvent(
    new InputEvent('input', { bubbles: true, composed: true, inputType: 'insertFromPaste' }),
  );
}

/** @returns {Promise<Engine>} */
export async function chromium() {
  const browser = await playwright.launch({
    executablePath: present('chromium'),
    args: chromiumArguments,
  });
  const page = await browser.newPage({ locale: 'en-GB' });
  /** @type {string[]} */
  const trouble = [];
  page.on(
    'console',
    (message) => void (message.type() === 'error' && trouble.push(message.text())),
  );
  page.on('pageerror', (error) => void trouble.push(String(error)));
  /** @type {Engine['evaluate']} */
  const evaluate = (run, ...given) =>
    page.evaluate(
      // A string is evaluated by the debugger, where the page's policy does not forbid it.
      `(${run})(...${JSON.stringify(given)})`,
    );
  return {
    name: 'chromium',
    goto: async (url) => void (await page.goto(url)),
    evaluate,
    setText: (text) => evaluate(paste, text),
    type: (text) => page.locator('header-lint textarea').pressSequentially(text),
    screenshot: async (path) => void (await page.screenshot({ path })),
    trouble: () => trouble,
    close: () => browser.close(),
  };
}

/** @returns {Promise<Engine>} */
export async function firefox() {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: present('firefox'),
    headless: true,
    extraPrefsFirefox: {
      'security.sandbox.content.level': 0,
      'app.update.disabledForTesting': true,
      'intl.accept_languages': 'en-GB',
    },
  });
  const page = await browser.newPage();
  /** @type {string[]} */
  const trouble = [];
  page.on(
    'console',
    (message) => void (message.type() === 'error' && trouble.push(message.text())),
  );
  page.on('pageerror', (error) => void trouble.push(String(error)));
  /** @type {Engine['evaluate']} */
  const evaluate = async (run, ...given) =>
    /** @type {any} */ (await page.evaluate(/** @type {any} */ (run), ...given));
  return {
    name: 'firefox',
    goto: async (url) => void (await page.goto(url)),
    evaluate,
    setText: (text) => evaluate(paste, text),
    type: async (text) => {
      const box = await page.waitForSelector('header-lint >>> textarea');
      await box?.type(text);
    },
    screenshot: async (path) =>
      void (await page.screenshot({ path: /** @type {`${string}.png`} */ (path) })),
    trouble: () => trouble,
    close: () => browser.close(),
  };
}

/** WebKitGTK: its driver, MiniBrowser, and a virtual display. @returns {Promise<Engine>} */
export async function webkit() {
  /** @type {import('node:child_process').ChildProcess[]} */
  const children = [];
  const stop = () => children.forEach((child) => child.kill());
  process.once('exit', stop); // also when a stray rejection ends the run
  try {
    const display = process.env.DISPLAY ?? (await virtualDisplay(children));
    const port = await freePort();
    const driverProcess = spawn('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], {
      stdio: 'ignore',
      env: {
        ...process.env,
        DISPLAY: display,
        LANG: 'en_GB.UTF-8',
        GDK_BACKEND: 'x11',
        GTK_A11Y: 'none',
        NO_AT_BRIDGE: '1',
        LIBGL_ALWAYS_SOFTWARE: '1',
        WEBKIT_DISABLE_DMABUF_RENDERER: '1',
        WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      },
    });
    children.push(driverProcess);
    await answering(`http://127.0.0.1:${port}/status`);
    const driver = await new Builder()
      .usingServer(`http://127.0.0.1:${port}`)
      .withCapabilities(
        new Capabilities({
          browserName: 'MiniBrowser',
          'webkitgtk:browserOptions': { binary: present('webkit'), args: ['--automation'] },
        }),
      )
      .build();
    await driver.manage().setTimeouts({ script: 20000, pageLoad: 20000 });
    /** @type {Engine['evaluate']} */
    const evaluate = async (run, ...given) => {
      const { value, error } = /** @type {any} */ (
        await driver.executeAsyncScript(
          `
        const done = arguments[arguments.length - 1], given = arguments[0];
        (async () => ({ value: await (${run})(...given) }))()
          .then(done, (error) => done({ error: String(error) }));`,
          given,
        )
      );
      if (error) throw new Error(error);
      return value;
    };
    return {
      name: 'webkit',
      goto: (url) => driver.get(url),
      evaluate,
      setText: (text) => evaluate(paste, text),
      type: async (text) => {
        // One awaited step at a time: chained element promises reject on their own and end the
        // process.
        const element = await driver.findElement(By.css('header-lint'));
        const shadow = await element.getShadowRoot();
        const box = await shadow.findElement(By.css('textarea'));
        await box.sendKeys(text.replaceAll('\n', Key.ENTER)); // WebKit drops a bare newline
      },
      screenshot: async (path) => writeFile(path, await driver.takeScreenshot(), 'base64'),
      trouble: () => [],
      close: async () => {
        await driver.quit().catch(() => {});
        stop();
      },
    };
  } catch (error) {
    stop();
    throw error;
  }
}

/**
 * Xvfb picks the number itself, so that two runs never meet.
 * @param {import('node:child_process').ChildProcess[]} children
 */
async function virtualDisplay(children) {
  const xvfb = spawn(
    'Xvfb',
    ['-displayfd', '1', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  children.push(xvfb);
  return new Promise((/** @type {(display: string) => void} */ done, fail) => {
    xvfb.stdout.once('data', (number) => done(`:${String(number).trim()}`));
    xvfb.once('error', () =>
      fail(new Error('Xvfb is missing (SKIP_BROWSERS=1 leaves these tests out)')),
    );
    xvfb.once('exit', (code) => fail(new Error(`Xvfb ended: ${code}`)));
  });
}

/** @returns {Promise<number>} */
const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(address && typeof address === 'object' ? address.port : 0));
    });
  });

/** @param {string} url */
async function answering(url) {
  for (let tries = 0; tries < 100; tries++) {
    if (
      await fetch(url).then(
        (response) => response.ok,
        () => false,
      )
    )
      return;
    await new Promise((next) => setTimeout(next, 100));
  }
  throw new Error(`nothing answers at ${url}`);
}

export const engines = { chromium, firefox, webkit };
