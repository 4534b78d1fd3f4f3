// @ts-check
/** Ends the program with a sentence when Node is too old. Written for old Nodes to understand. */

const needed = { major: 20, minor: 19 };
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < needed.major || (major === needed.major && minor < needed.minor)) {
  console.error(`Latent Playground needs Node ${needed.major}.${needed.minor} or later.`);
  console.error(`This is Node ${process.versions.node}. Get a newer one from https://nodejs.org/.`);
  process.exit(1);
}
