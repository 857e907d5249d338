namespace FoldCP.Engine.Features;

/// <summary>What is asked about pairs of tokens, pair by pair; later requests replace earlier ones.</summary>
internal sealed class ContactTable
{
    private const byte Unselected = 1;
    private const byte PocketToBinder = 2;
    private const byte BinderToPocket = 3;
    private const byte Near = 4;

    private readonly Dictionary<(int, int), (byte Kind, float Threshold)> asked = [];
    private readonly TokenList tokens;

    public ContactTable(FoldTarget target, TokenList tokens)
    {
        this.tokens = tokens;
        foreach (var pocket in target.Pockets)
            Add(pocket);
        foreach (var contact in target.Contacts)
            Add(contact);
    }

    /// <summary>As the network reads it; null where nothing is asked.</summary>
    public ContactFeatures? Features() => asked.Count == 0 ? null : new(
        SparsePairs.Of(asked.Keys, tensor(asked.Values.Select(request => (long)request.Kind).ToArray()), tokens.Count, Unselected),
        SparsePairs.Of(asked.Keys, tensor(asked.Values.Select(request => request.Threshold).ToArray()), tokens.Count, 0));

    private void Add(Pocket pocket)
    {
        var binder = tokens.Tokens.Where(token => token.Chain.Number == pocket.Binder).ToList();
        foreach (var token in tokens.Tokens.Where(token => pocket.Sites.Contains(token.Site)))
        {
            foreach (var bound in binder)
                Ask(bound.Number, token.Number, BinderToPocket, pocket.MaxDistance);
            foreach (var bound in binder)
                Ask(token.Number, bound.Number, PocketToBinder, pocket.MaxDistance);
        }
    }

    private void Add(Contact contact)
    {
        if (tokens.At(contact.First) is not { } first || tokens.At(contact.Second) is not { } second)
            return;
        Ask(first.Number, second.Number, Near, contact.MaxDistance);
        Ask(second.Number, first.Number, Near, contact.MaxDistance);
    }

    private void Ask(int i, int j, byte kind, double threshold) => asked[(i, j)] = (kind, (float)threshold);
}
