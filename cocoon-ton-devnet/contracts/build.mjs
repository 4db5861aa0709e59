// Compiles the contracts. `node build.mjs` writes code and hashes into the module's resources, `--check` compares them instead.
import {readFileSync, writeFileSync, mkdirSync} from 'node:fs';
import {compileFunc} from '@ton-community/func-js';
import {Cell} from '@ton/core';

const CONTRACTS = ['root', 'proxy', 'client', 'worker', 'wallet'];
const sources = new URL('func/', import.meta.url);
const resources = new URL('../src/main/resources/dev/cocoonsdk/devnet/contracts/', import.meta.url);

async function compile(name) {
  const result = await compileFunc({
    targets: [`${name}.fc`],
    sources: path => readFileSync(new URL(path, sources), 'utf8'),
  });
  if (result.status !== 'ok') {
    throw new Error(`${name}.fc: ${result.message}`);
  }
  return Buffer.from(result.codeBoc, 'base64');
}

function describe(codes) {
  const contracts = Object.entries(codes).map(([name, boc]) => {
    const cell = Cell.fromBoc(boc)[0];
    return [name, {hash: cell.hash().toString('hex'), depth: cell.depth()}];
  });
  return JSON.stringify({compiler: 'FunC 0.4.6', contracts: Object.fromEntries(contracts)}, null, 2) + '\n';
}

const codes = {};
try {
  for (const name of CONTRACTS) {
    codes[name] = await compile(name);
  }
} catch (e) {
  console.error(e.message);
  process.exit(1);
}
const files = Object.entries(codes).map(([name, boc]) => [`${name}.boc`, boc]);
files.push(['hashes.json', Buffer.from(describe(codes))]);

if (process.argv.includes('--check')) {
  const different = files.filter(([name, bytes]) => !bytes.equals(readFileSync(new URL(name, resources))));
  if (different.length > 0) {
    console.error(`A rebuild of the contracts changes ${different.map(([name]) => name).join(', ')}: run 'npm run build'.`);
    process.exit(1);
  }
  console.log('A rebuild of the contracts gives the checked-in bytes.');
} else {
  mkdirSync(resources, {recursive: true});
  files.forEach(([name, bytes]) => writeFileSync(new URL(name, resources), bytes));
  console.log(describe(codes));
}
