// page.mjs -- prints server/LIMITS.md.
import { commandLine } from '../lib/tool.mjs';
import { allLimits, page, table } from './limits.mjs';

commandLine('node tests/limits/page.mjs > server/LIMITS.md', { operands: {}, options: {} });
process.stdout.write(page(allLimits(), table()));
