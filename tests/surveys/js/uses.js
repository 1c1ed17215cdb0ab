/** What of a browser some modules use, as TypeScript understands them: names that stand alone, and members of its own types. */

import ts from "typescript";

/** @typedef {{name: string, types: string[], where: string, guarded: boolean, alone: boolean}} Use
 *  `types`: those that may bear it, the declaring one first; none where nobody knows whose member it is */

const isTheBrowsers = (/** @type {ts.Declaration} */ one) => one.getSourceFile().fileName.includes("/typescript/lib/lib.");

/** @param {string[]} files @param {Record<string, string>} [instead] the text of some of them @returns {Use[]} */
export function uses(files, instead = {}) {
  const { config } = ts.readConfigFile("tsconfig.json", ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files }, ts.sys, process.cwd());
  const host = ts.createCompilerHost(options);
  const readFile = host.readFile;
  host.readFile = (path) => instead[path] ?? readFile(path);
  host.fileExists = (path) => path in instead || ts.sys.fileExists(path);
  const program = ts.createProgram({ rootNames: [...files, ...Object.keys(instead)], options, host });
  const checker = program.getTypeChecker();
  /** @type {Use[]} */
  const found = [];

  /** The names of a type, of all that it may be, and of what it inherits from. @param {ts.Type} type @returns {string[]} */
  const names = (type) => {
    const parts = type.isUnionOrIntersection() ? type.types : [checker.getApparentType(type)];
    return parts.flatMap((one) => {
      const bases = one.isClassOrInterface() || one.symbol?.flags & ts.SymbolFlags.Interface ? checker.getBaseTypes(/** @type {ts.InterfaceType} */ (one.target ?? one)) : [];
      return [one.symbol?.name, ...(bases ?? []).flatMap(names)].filter((name) => name && name !== "__type");
    });
  };
  /** The type that declares it; of `declare var X: {…}` its X. @param {ts.Declaration} one */
  const bearer = ({ parent }) => {
    if (ts.isInterfaceDeclaration(parent) || ts.isModuleBlock(parent)) return (parent.name ?? parent.parent.name).text;
    if (ts.isTypeLiteralNode(parent) && ts.isVariableDeclaration(parent.parent)) return parent.parent.name.getText();
    return null;
  };

  /** @param {ts.Node} node @param {ts.Symbol | undefined} symbol @param {ts.Type | null} of @param {boolean} guarded */
  const note = (node, name, symbol, of, guarded) => {
    const file = node.getSourceFile();
    const where = `${file.fileName.split("/").at(-1)}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    const theirs = (symbol?.declarations ?? []).filter(isTheBrowsers);
    if (symbol && !theirs.length) return; // ours, or Leaflet's
    const types = [...new Set([...theirs.map(bearer), ...(of ? names(of) : [])])].filter(Boolean);
    if (!symbol && of && !(of.flags & ts.TypeFlags.Any)) return;
    found.push({ name, types: symbol ? types : [], where, guarded, alone: !of || types[0] === "globalThis" });
  };

  /** Whether what follows asks first if it is there. @param {ts.Node} access */
  const isGuarded = (access) => {
    const { parent } = access;
    const asks = ts.isCallExpression(parent) || ts.isPropertyAccessExpression(parent);
    return asks && parent.expression === access && Boolean(parent.questionDotToken);
  };

  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isPropertyAccessExpression(node)) {
      note(node, node.name.text, checker.getSymbolAtLocation(node.name), checker.getTypeAtLocation(node.expression), isGuarded(node));
    } else if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent) && !node.dotDotDotToken) {
      const of = checker.getTypeAtLocation(node.parent);
      const name = (node.propertyName ?? node.name).getText();
      const symbol = checker.getPropertyOfType(checker.getApparentType(of), name);
      note(node, name, symbol, of, Boolean(node.initializer));
    } else if (ts.isIdentifier(node) && !isAName(node)) {
      const symbol = checker.getSymbolAtLocation(node);
      if (symbol?.declarations?.some(isTheBrowsers)) note(node, node.text, symbol, null, false);
    } else if (ts.isRegularExpressionLiteral(node)) {
      found.push({ name: node.text, types: ["RegExp"], where: node.getSourceFile().fileName.split("/").at(-1) ?? "", guarded: false, alone: false });
    }
    node.forEachChild(visit);
  };
  for (const file of program.getSourceFiles()) if (!file.isDeclarationFile && !file.fileName.includes("node_modules")) visit(file);
  return found;
}

/** Whether an identifier only names a member, and was noted with it. @param {ts.Identifier} node */
function isAName(node) {
  const { parent } = node;
  return (ts.isPropertyAccessExpression(parent) && node === parent.name) || (ts.isBindingElement(parent) && node === parent.propertyName);
}
