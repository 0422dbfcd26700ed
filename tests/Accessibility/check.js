// Opens every page that tests keep (*.html) in Chromium, for the screen and for print, and lets axe judge it: npm run check.
// CHROMIUM names the browser where it is not Debian's. With --screenshots DIR, keeps an image and a PDF of each page.
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import axe from 'axe-core'
import puppeteer from 'puppeteer-core'

const tests = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const pages = readdirSync(tests).sort().map(folder => join(folder, 'Exports'))
  .filter(folder => existsSync(join(tests, folder)))
  .flatMap(folder => readdirSync(join(tests, folder)).filter(file => file.endsWith('.html')).sort()
    .map(file => join(folder, file)))
const shots = process.argv[2] === '--screenshots' ? process.argv[3] : null
let faults = 0

function fault(page, text) {
  faults++
  console.error(`${page}: ${text}`)
}

async function check(browser, file, media) {
  const page = await browser.newPage()
  const name = `${file} (${media})`
  page.on('request', request => request.url().startsWith('file:') || fault(name, `asks for ${request.url()}`))
  // The page forbids every script; axe is one.
  await page.setBypassCSP(true)
  await page.setViewport({ width: 1000, height: 1400 })
  await page.emulateMediaType(media)
  await page.goto(pathToFileURL(join(tests, file)).href)
  if (await page.$('script')) {
    fault(name, 'has a script')
  }

  if (shots) {
    await page.screenshot({ path: join(shots, `${basename(file, '.html')}-${media}.png`), fullPage: true })
    if (media === 'print') {
      await page.pdf({ path: join(shots, `${basename(file, '.html')}.pdf`), preferCSSPageSize: true })
    }
  }

  await page.evaluate(axe.source)
  const { passes, violations, incomplete } = await page.evaluate(
    'axe.run(document, { resultTypes: ["violations", "incomplete", "passes"] })')
  // What is behind text in an SVG axe cannot tell; it is the white of the page.
  const untold = incomplete.filter(one => one.id !== 'color-contrast')
  for (const one of [...violations, ...untold]) {
    fault(name, `${one.id}: ${one.help}\n  ${one.nodes.map(node => node.target.join(' ')).join('\n  ')}`)
  }

  if (passes.length < 15) {
    fault(name, `only ${passes.length} rules of axe found something to judge`)
  }

  await page.close()
  return passes.length
}

if (pages.length === 0) {
  fault('tests/*/Exports', 'no page was found')
}

if (shots) {
  mkdirSync(shots, { recursive: true })
}

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  // Containers, in which builds run as root, have no user namespaces for the sandbox.
  args: process.getuid() === 0 ? ['--no-sandbox'] : [],
})
for (const file of pages) {
  for (const media of ['screen', 'print']) {
    console.log(`${file} (${media}): ${await check(browser, file, media)} rules of axe hold`)
  }
}

await browser.close()
process.exit(faults === 0 ? 0 : 1)
