// Compares the contract with the last release's: `npm run breaking`. Runs from protos/, offline.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync } from 'node:fs'

const git = (...args) => execFileSync('git', args, { encoding: 'utf8', maxBuffer: 1 << 28 }).trim()
const release = git('tag', '--merged', 'HEAD', '--list', 'v*', '--sort=-version:refname').split('\n')[0]

if (!release) {
  console.log('No release is tagged yet (v*), so there is nothing that the contract could break.')
  process.exit(0)
}

// The released contract needs today's copy of google/api beside it, which git does not keep.
const released = 'obj/released'
rmSync(released, { recursive: true, force: true })
mkdirSync(`${released}/obj`, { recursive: true })
execFileSync('tar', ['-x', '-C', released], { input: execFileSync('git', ['-C', '..', 'archive', `${release}:protos`]) })
cpSync('obj/commonprotos', `${released}/obj/commonprotos`, { recursive: true })

try {
  execFileSync('buf', ['breaking', '--against', released], { stdio: 'inherit' })
  console.log(`The contract breaks nothing of ${release}.`)
} catch {
  console.error(`The contract breaks callers of ${release}: undo the change, or make it in a new package version.`)
  process.exit(1)
}
