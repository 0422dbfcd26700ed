// A gRPC client in Node: node client.cjs BUNDLE ADDRESS TOKEN, where BUNDLE is a descriptor set or a folder of .proto files.
const grpc = require('@grpc/grpc-js')
const loader = require('@grpc/proto-loader')
const { readFileSync, statSync } = require('node:fs')

const [bundle, address, token] = process.argv.slice(2)
const options = { keepCase: true, longs: String, enums: String, defaults: true }
const definition = statSync(bundle).isDirectory()
  ? loader.loadSync('mastery/focus_catalogue/v1/focus_catalogue_service.proto', { ...options, includeDirs: [bundle] })
  : loader.loadFileDescriptorSetFromBuffer(readFileSync(bundle), options)

const { FocusCatalogueService } = grpc.loadPackageDefinition(definition).mastery.focus_catalogue.v1
const client = new FocusCatalogueService(address, grpc.credentials.createInsecure())
const metadata = new grpc.Metadata()
metadata.set('authorization', `Bearer ${token}`)

client.ResolveCode({ code: 'NCP 24-14b' }, metadata, (error, found) => {
  if (error) {
    console.error(error.message)
    process.exitCode = 1
  } else {
    console.log(`${found.foci[0].display_name}: ${found.foci[0].subjects}`)
  }
  client.close()
})
