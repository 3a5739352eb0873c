// documents.mjs -- openapi.json and asyncapi.json are descriptions that a reader of such documents takes: what Redocly,
// Spectral and the parser of AsyncAPI call an error, and what the tables that they are made of could get wrong.

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace'];
const at = (document, pointer) =>
  pointer
    .slice(2)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((value, key) => value?.[key], document);

/** What must hold wherever it stands: a reference leads somewhere, a list says of what, a word stands once. */
function checkValue(document, value, path, wrong) {
  if (value === null || typeof value !== 'object') return;
  if (typeof value.$ref === 'string' && (!value.$ref.startsWith('#/') || at(document, value.$ref) === undefined))
    wrong(`${path}: ${value.$ref} leads nowhere`);
  if (value.type === 'array' && value.items === undefined && value.prefixItems === undefined)
    wrong(`${path}: a list does not say of what`);
  if (Array.isArray(value.enum) && new Set(value.enum).size !== value.enum.length)
    wrong(`${path}: a word stands twice`);
  if (Array.isArray(value.required) && value.properties)
    for (const name of value.required)
      if (!(name in value.properties)) wrong(`${path}: ${name} is required and not described`);
  for (const [key, inner] of Object.entries(value)) checkValue(document, inner, `${path}/${key}`, wrong);
}

function checkOperation(document, pattern, method, operation, wrong) {
  const place = `${method} ${pattern}`;
  const parts = [...pattern.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const said = operation.parameters ?? [];
  const inPath = said.filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name);
  if (parts.join() !== inPath.join()) wrong(`${place}: its parts are '${parts}', and '${inPath}' are described`);
  if (said.some((parameter) => parameter.in === 'path' && !parameter.required))
    wrong(`${place}: a part is not required`);
  if (new Set(said.map(({ name, in: where }) => `${where} ${name}`)).size !== said.length)
    wrong(`${place}: a parameter stands twice`);
  const statuses = Object.keys(operation.responses);
  if (!statuses.some((status) => /^2/.test(status))) wrong(`${place}: no answer when all is well`);
  for (const [status, response] of Object.entries(operation.responses))
    if (!response.description) wrong(`${place}: ${status} is not described`);
  for (const tag of operation.tags)
    if (!document.tags.some(({ name }) => name === tag)) wrong(`${place}: the tag ${tag} is not described`);
  for (const needed of operation.security.flatMap(Object.keys))
    if (!document.components.securitySchemes[needed]) wrong(`${place}: the scheme ${needed} is not described`);
}

export function checkDocuments(read, complain) {
  for (const file of ['server/api/openapi.json', 'shared/protocol/asyncapi.json']) {
    const document = JSON.parse(read(file));
    checkValue(document, document, '#', (what) => complain(file, 0, what));
    if (read(file).includes('\t')) complain(file, 0, 'a tab: a parser of YAML stumbles over it');
  }
  const file = 'server/api/openapi.json';
  const document = JSON.parse(read(file));
  const names = [];
  for (const [pattern, item] of Object.entries(document.paths))
    for (const method of METHODS.filter((name) => item[name])) {
      names.push(item[method].operationId);
      checkOperation(document, pattern, method, item[method], (what) => complain(file, 0, what));
    }
  for (const name of names)
    if (names.indexOf(name) !== names.lastIndexOf(name)) complain(file, 0, `the operation ${name} stands twice`);
}
