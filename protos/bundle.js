// Makes what tools of other languages take: `npm run bundle`. Runs from protos/, offline, and writes into bin/bundle:
// - mastery-services.binpb: the contract and all that it imports, as a google.protobuf.FileDescriptorSet;
// - protos/ and mastery-services-protos.tgz: the same as .proto files.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync } from 'node:fs'

const folder = 'bin/bundle'
// google/rpc is what the details of errors are made of; the contract does not import it.
const paths = ['mastery', 'obj/commonprotos/google/rpc'].flatMap(path => ['--path', path])
const run = (program, ...args) => execFileSync(program, args, { stdio: 'inherit' })

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
run('buf', 'build', ...paths, '--as-file-descriptor-set', '--output', `${folder}/mastery-services.binpb`)
run('buf', 'export', ...paths, '--output', `${folder}/protos`)
cpSync('../LICENSE', `${folder}/protos/LICENSE`)
run('tar', '-czf', `${folder}/mastery-services-protos.tgz`, '-C', `${folder}/protos`, '.')
console.log(`Written: protos/${folder}`)
