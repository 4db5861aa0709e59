// Executes wallets' transactions and get-methods with @ton/sandbox under Node.js and prints inputs and results; the test
// RecordedTransactionsTest expects the same of the emulator inside the JVM. To record again: npm ci && npm run record
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { Cell, beginCell, comment, external, internal, toNano, Address, SendMode } = require('@ton/core');
const { keyPairFromSeed } = require('@ton/crypto');
const { Blockchain, Executor } = require('@ton/sandbox');
const { WalletContractV1R3, WalletContractV2R2, WalletContractV3R2, WalletContractV4, WalletContractV5R1 } = require('@ton/ton');

const START = 1_800_000_000;
const YEAR = 365 * 24 * 3600;
const seed = createHash('sha256').update('recorded transactions').digest();
const key = keyPairFromSeed(seed);
const nobody = new Address(0, createHash('sha256').update('nobody').digest());

const transactions = [];
const getMethods = [];
const known = new Map();
const hash = (boc) => Cell.fromBase64(boc).hash().toString('hex');

const executor = await Executor.create();
const runTransaction = executor.runTransaction.bind(executor);
executor.runTransaction = async (args) => {
  const target = args.message.beginParse();
  const address = receiver(target).toRawString();
  const entry = {
    account: address,
    message: args.message.toBoc().toString('base64'),
    time: args.now,
    lt: args.lt.toString(),
    seed: (args.randomSeed ?? Buffer.alloc(32)).toString('hex'),
  };
  if (known.get(address) !== hash(args.shardAccount)) entry.before = args.shardAccount;
  const result = await runTransaction({ ...args, randomSeed: args.randomSeed ?? Buffer.alloc(32) });
  if (result.result.success) {
    entry.transaction = hash(result.result.transaction);
    entry.after = hash(result.result.shardAccount);
    known.set(address, entry.after);
  } else {
    entry.refused = result.result.vmResults?.vmExitCode ?? 0;
    known.set(address, hash(args.shardAccount));
  }
  transactions.push(entry);
  return result;
};
const runGetMethod = executor.runGetMethod.bind(executor);
executor.runGetMethod = async (args) => {
  const result = await runGetMethod(args);
  getMethods.push({
    address: args.address.toRawString(),
    code: args.code.toBoc().toString('base64'),
    data: args.data.toBoc().toString('base64'),
    balance: args.balance.toString(),
    time: args.unixTime,
    seed: args.randomSeed.toString('hex'),
    method: args.methodId,
    exitCode: result.output.vm_exit_code,
    stack: result.output.stack,
  });
  return result;
};

function receiver(slice) {
  if (!slice.loadBit()) {
    slice.loadUint(3);
    slice.loadAddressAny();
    return slice.loadAddress();
  }
  slice.loadUint(1);
  slice.loadAddressAny();
  return slice.loadAddress();
}

const chain = await Blockchain.create({ executor, config: 'slim' });
chain.now = START;
chain.random = seed;
const rich = await chain.treasury('rich');

const wallets = [
  WalletContractV1R3.create({ workchain: 0, publicKey: key.publicKey }),
  WalletContractV2R2.create({ workchain: 0, publicKey: key.publicKey }),
  WalletContractV3R2.create({ workchain: 0, publicKey: key.publicKey }),
  WalletContractV4.create({ workchain: 0, publicKey: key.publicKey }),
  WalletContractV5R1.create({ workChain: 0, publicKey: key.publicKey }),
];

async function send(wallet, seqno, messages, sendMode = SendMode.PAY_GAS_SEPARATELY) {
  const order = { seqno, secretKey: key.secretKey, timeout: chain.now + 60, sendMode, messages };
  let body;
  if (wallet instanceof WalletContractV1R3) body = wallet.createTransfer({ ...order, message: messages[0] });
  else body = await wallet.createTransfer(order);
  await post(wallet, body);
}

async function post(wallet, body) {
  const state = await chain.getContract(wallet.address);
  const init = state.accountState?.type === 'active' ? undefined : wallet.init;
  try {
    await chain.sendMessage(external({ to: wallet.address, init, body }));
  } catch {
    // Refused: that is recorded too.
  }
}

async function methods(address, names) {
  for (const name of names) {
    try {
      await chain.runGetMethod(address, name);
    } catch {
      // Its exit code is recorded.
    }
  }
}

const plain = (to, value, more = {}) => internal({ to, value, bounce: false, ...more });
for (const wallet of wallets) {
  await send(wallet, 0, [plain(nobody, toNano('1'))]);
  await rich.send({ to: wallet.address, value: toNano('10'), bounce: false });
  await send(wallet, 0, [plain(nobody, toNano('1'))]);
  await send(wallet, 0, [plain(nobody, toNano('1'))]);
  await send(wallet, 1, [plain(rich.address, toNano('0.5'), { body: comment('recorded') })]);
  await send(wallet, 2, [internal({ to: nobody, value: toNano('0.3'), bounce: true })]);
  await send(wallet, 3, [plain(nobody, toNano('1000'))]);
  await send(wallet, 4, [plain(wallets[3].address, toNano('0.1')), plain(wallets[4].address, toNano('0.2')), plain(nobody, 1n)]);
  await rich.send({ to: wallet.address, value: toNano('0.000001'), bounce: true, body: beginCell().storeUint(0x12345678, 32).endCell() });
  await rich.send({ to: wallet.address, value: toNano('0.2'), bounce: true, body: beginCell().storeUint(0x7fffffff, 32).storeUint(1, 64).endCell() });
  await methods(wallet.address, ['seqno', 'get_public_key', 'get_subwallet_id', 'get_plugin_list', 'get_extensions', 'is_signature_allowed', 'nothing']);
}
chain.now += YEAR;
for (const wallet of wallets) {
  await send(wallet, 5, [plain(rich.address, toNano('0.01'))]);
  await send(wallet, 6, [plain(rich.address, 0n)], SendMode.CARRY_ALL_REMAINING_BALANCE);
}
chain.now += 1000 * YEAR > 2 ** 31 ? 50 * YEAR : YEAR;
for (const wallet of wallets) {
  await rich.send({ to: wallet.address, value: toNano('0.05'), bounce: true });
  await rich.send({ to: wallet.address, value: toNano('2'), bounce: false, init: wallet.init });
}
console.log(JSON.stringify({ transactions, getMethods }, null, 1));
