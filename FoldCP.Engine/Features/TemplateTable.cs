namespace FoldCP.Engine.Features;

/// <summary>Templates laid over the complex's tokens: T rows of N.</summary>
internal sealed class TemplateTable
{
    private readonly TokenList tokens;
    private readonly int count;
    private readonly long[] resTypes;
    private readonly float[] rotations;
    private readonly float[] origins;
    private readonly float[] cbs;
    private readonly float[] cas;
    private readonly float[] cbMask;
    private readonly float[] frameMask;
    private readonly float[] mask;
    private readonly float[] visibility;

    private TemplateTable(FoldTarget target, TokenList tokens)
    {
        this.tokens = tokens;
        count = target.Templates.Count;
        int size = count * tokens.Count;
        (resTypes, rotations, origins, cbs, cas) = (new long[size], new float[9 * size], new float[3 * size], new float[3 * size], new float[3 * size]);
        (cbMask, frameMask, mask, visibility) = (new float[size], new float[size], new float[size], new float[size]);
        for (int row = 0; row < count; row++)
            Lay(row, target.Templates[row]);
    }

    /// <returns>null where there are no templates</returns>
    public static TemplateFeatures? Of(FoldTarget target, TokenList tokens)
    {
        if (target.Templates.Count == 0)
            return null;
        var table = new TemplateTable(target, tokens);
        return table.Features(target.Templates);
    }

    private TemplateFeatures Features(IReadOnlyList<Template> templates)
    {
        int n = tokens.Count;
        return new()
        {
            ResType = tensor(resTypes, 1, count, n),
            FrameRot = tensor(rotations, [1, count, n, 3, 3]),
            FrameT = tensor(origins, 1, count, n, 3),
            Cb = tensor(cbs, 1, count, n, 3),
            Ca = tensor(cas, 1, count, n, 3),
            MaskCb = tensor(cbMask, 1, count, n),
            MaskFrame = tensor(frameMask, 1, count, n),
            Mask = tensor(mask, 1, count, n),
            VisibilityIds = tensor(visibility, 1, count, n),
            Force = tensor(templates.Select(template => template.Force ? 1f : 0f).ToArray(), 1, count),
            ForceThreshold = tensor(templates.Select(template => (float)template.Threshold).ToArray(), 1, count),
        };
    }

    private void Lay(int row, Template template)
    {
        // Boltz-2 alone has templates of this kind, and reads them by its own tokens.
        var known = TokenList.Of(template.Structure, Generation.Boltz2);
        foreach (var token in tokens.Tokens)
            visibility[(row * tokens.Count) + token.Number] = -1 - token.Chain.Number;
        foreach (var stretch in template.Stretches)
            Lay(row, stretch, known);
    }

    private void Lay(int row, TemplateStretch stretch, TokenList known)
    {
        var chain = tokens.Tokens.Where(token => token.Chain.Id == stretch.Chain).ToList();
        // A residue that is taken atom by atom is found by its last one.
        var byResidue = chain.GroupBy(token => token.Residue.Index).ToDictionary(group => group.Key, group => group.Last().Number);
        int offset = stretch.TemplateStart - stretch.Start;
        bool any = false;
        foreach (var token in known.Tokens.Where(token => token.Chain.Id == stretch.TemplateChain))
        {
            // Of a stretch that was found the offset counts, not the ends: as in the reference, all residues that then lie over each other are used.
            if (stretch.IsWhole && (token.Residue.Index < stretch.TemplateStart || token.Residue.Index >= stretch.TemplateEnd))
                continue;
            if (!byResidue.TryGetValue(token.Residue.Index - offset, out int at))
                continue;
            Set((row * tokens.Count) + at, token);
            any = true;
        }
        foreach (var token in any ? chain : [])
            visibility[(row * tokens.Count) + token.Number] = row;
    }

    private void Set(int at, Token token)
    {
        var frame = TokenFrame.Of(token);
        frame.Rotation.CopyTo(rotations, 9 * at);
        frame.Origin.CopyTo(origins, 3 * at);
        TokenList.Position(token, token.DistogramAtom).CopyTo(cbs, 3 * at);
        TokenList.Position(token, token.CentreAtom).CopyTo(cas, 3 * at);
        (resTypes[at], mask[at]) = (token.ResType, 1);
        (cbMask[at], frameMask[at]) = (token.IsDistogramAtomPresent ? 1 : 0, frame.IsValid ? 1 : 0);
    }
}
