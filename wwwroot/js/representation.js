// Which drawing shows a structure best: pure decisions, no viewer in sight. Used by Viewer/StructureViewer.razor.js.

// Neighbouring C-alpha atoms of a real chain are 3.8 Å apart (2.9 Å for a cis bond).
const NearestBond = 2.5, FarthestBond = 4.6;

/**
 * A cartoon joins neighbouring residues; where they lie far apart, as in the output of untrained weights, it shows nothing that can
 * be read, so such structures are drawn as spheres.
 */
export function drawnAs(style, structure, lib) {
  return style === 'Cartoon' && proteinLikeShare(structure, lib) < 0.5 ? 'Spacefill' : style;
}

/** The share of neighbouring residues whose C-alpha atoms are as far apart as in a protein; 1 if there are none to judge. */
export function proteinLikeShare(structure, { StructureProperties: properties, StructureElement }) {
  let joined = 0, pairs = 0;
  const at = StructureElement.Location.create(structure);
  for (const unit of structure.units) {
    const trace = unit.polymerElements ?? [];
    at.unit = unit;
    let before = null;
    for (let i = 0; i < trace.length && pairs < 20_000; i++) {
      at.element = trace[i];
      const here = [properties.atom.x(at), properties.atom.y(at), properties.atom.z(at), properties.residue.label_seq_id(at)];
      if (before && here[3] === before[3] + 1) {
        const distance = Math.hypot(here[0] - before[0], here[1] - before[1], here[2] - before[2]);
        pairs++;
        if (distance >= NearestBond && distance <= FarthestBond) joined++;
      }
      before = here;
    }
  }
  return pairs === 0 ? 1 : joined / pairs;
}

export function representationFor(drawn, atoms) {
  if (drawn === 'Spacefill') return 'spacefill';
  if (drawn === 'Surface') return atoms > 20_000 ? 'gaussian-surface' : 'molecular-surface';
  return 'cartoon';
}

/** Giants in coarse triangles: a quarter of a million atoms must still turn smoothly. */
export function qualityFor(atoms) {
  return atoms > 250_000 ? 'lower' : atoms > 60_000 ? 'low' : 'auto';
}
