// Takes the emulator and the blockchain configurations out of the npm package, checks them and writes them into the folder
// named by the first argument. The Maven profile "emulator" calls it; its hash is the second argument.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [folder, expectedHash] = process.argv.slice(2);
const require = createRequire(import.meta.url);

function fail(message) {
  console.error(message);
  process.exit(1);
}

const major = Number(process.versions.node.split('.')[0]);
if (major < 18) fail(`Node.js is ${process.versions.node}; 18 or newer is needed`);

const wasm = Buffer.from(
  require('./node_modules/@ton/sandbox/dist/executor/emulator-emscripten.wasm.js').EmulatorEmscriptenWasm,
  'base64',
);
const hash = createHash('sha256').update(wasm).digest('hex');
if (hash !== expectedHash) {
  fail(`the emulator in @ton/sandbox has SHA-256 ${hash} (expected: ${expectedHash}); it is another build or was altered`);
}
const { slimConfig } = require('./node_modules/@ton/sandbox/dist/config/slimConfig.js');
const { defaultConfig } = require('./node_modules/@ton/sandbox/dist/config/defaultConfig.js');
const resources = join(folder, 'resources', 'dev', 'cocoonsdk', 'devnet', 'internal', 'emulator');
mkdirSync(resources, { recursive: true });
writeFileSync(join(resources, 'config-slim.boc'), Buffer.from(slimConfig, 'base64'));
writeFileSync(join(resources, 'config-full.boc'), Buffer.from(defaultConfig, 'base64'));
// The contract of the faucet: sends what it is told to.
const treasury = readFileSync(require.resolve('./node_modules/@ton/sandbox/dist/treasury/Treasury.js'), 'utf8');
const code = /static code = \S*Cell\.fromBase64\('([A-Za-z0-9+/=]+)'\)/.exec(treasury);
if (!code) fail('@ton/sandbox has no treasury contract where it is expected');
writeFileSync(join(resources, 'faucet.boc'), Buffer.from(code[1], 'base64'));
writeFileSync(join(folder, 'emulator.wasm'), wasm);
