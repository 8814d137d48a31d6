// Opens pages in Chromium at three widths and fails on every violation that axe-core finds there, on every word that a page
// says on its console, and on every request that it makes.
// node check.mjs CHROMIUM FILE.html…
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const views = [
  { name: "desktop", viewport: { width: 1280, height: 900 }, deviceScaleFactor: 1 },
  { name: "phone", viewport: { width: 320, height: 640 }, deviceScaleFactor: 2 },
  // 1280 pixels of a screen are 320 of the page at 400 %.
  { name: "400 %", viewport: { width: 320, height: 225 }, deviceScaleFactor: 4 },
];

const [executablePath, ...files] = process.argv.slice(2);
if (!executablePath || files.length === 0) {
  console.error("usage: node check.mjs CHROMIUM FILE.html…");
  process.exit(2);
}
const browser = await chromium.launch({
  executablePath,
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"],
});
let wrong = 0;
const complain = (file, view, what) => {
  wrong += 1;
  console.error(`${file} (${view.name}): ${what}`);
};

for (const view of views) {
  const { name, ...options } = view;
  // Without the bypass the page's own policy would keep axe-core out; the policy is tried once more below.
  const context = await browser.newContext({ ...options, bypassCSP: true });
  const page = await context.newPage();
  for (const file of files) {
    await page.goto(pathToFileURL(resolve(file)).href);
    await page.evaluate(axe);
    const found = await page.evaluate((values) => window.axe.run({ runOnly: { type: "tag", values } }), tags);
    for (const violation of found.violations) {
      for (const node of violation.nodes) {
        complain(file, view, `${violation.id}: ${violation.help}\n    ${node.html.slice(0, 300)}\n    ${node.failureSummary}`);
      }
    }
    // WCAG 1.4.10: only tables, in regions of their own, may be wider than the page.
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) complain(file, view, `the page is ${wide} pixels wider than its window`);
  }
  await context.close();
}

// Clicks through every heading that sorts, and says what is not as it should be. Runs in the page.
function sorted() {
  const wrong = [];
  const amount = (text) => {
    const digits = text.replace(/[^\d.]/g, "");
    return digits === "" ? null : Number(digits) * (/^[\u2212-]/.test(text) ? -1 : 1);
  };
  for (const table of document.querySelectorAll("table.sortable")) {
    const headings = [...table.tHead.rows[0].cells];
    const texts = (column) => [...table.tBodies[0].rows].map((row) => row.cells[column].textContent.trim());
    const all = () => table.textContent;
    const before = all();
    const totals = table.tBodies[1]?.textContent;
    headings.forEach((heading, column) => {
      const say = (what) => wrong.push(`${table.id}, ${heading.textContent}: ${what}`);
      const button = heading.querySelector("button");
      if (!button) return say("the script made no button");
      for (const direction of ["ascending", "descending"]) {
        button.click();
        if (heading.getAttribute("aria-sort") !== direction) say(`is not ${direction}`);
        if (headings.filter((other) => other.hasAttribute("aria-sort")).length !== 1) say("another heading says that it sorts");
        if (table.tBodies[1]?.textContent !== totals) say("the totals moved");
        if (!heading.classList.contains("n")) continue;
        const amounts = texts(column).map(amount);
        const known = amounts.filter((one) => one !== null);
        if (amounts.slice(0, known.length).includes(null)) say("what is missing does not stand last");
        const sign = direction === "ascending" ? 1 : -1;
        if (known.some((one, place) => place > 0 && sign * (one - known[place - 1]) < 0)) say(`is not ${direction} in truth`);
      }
      button.click();
      if (all() !== before) say("a third click does not restore the order");
    });
  }
  return wrong;
}

const context = await browser.newContext();
const page = await context.newPage();
const view = { name: "its own policy" };
let current = "";
page.on("console", (message) => complain(current, view, `console: ${message.text()}`));
page.on("pageerror", (error) => complain(current, view, `error: ${error.message}`));
page.on("request", (request) => {
  if (!request.url().startsWith("file:") || request.resourceType() !== "document") complain(current, view, `asks for ${request.url()}`);
});
for (const file of files) {
  current = file;
  await page.goto(pathToFileURL(resolve(file)).href);
  for (const what of await page.evaluate(sorted)) complain(file, view, what);
}
await browser.close();
console.log(`${files.length} pages at ${views.length} widths: ${wrong === 0 ? "no violations" : `${wrong} violations`}`);
process.exit(wrong === 0 ? 0 : 1);
