using FoldCP.Jobs.Sequences;

namespace FoldCP.Jobs.Tests.Sequences;

public sealed class AccessionFormsTests
{
    [Theory]
    [InlineData("P69905", "P69905")]
    [InlineData("P21964-2", "P21964-2 | P21964: the canonical sequence of P21964 stands in for its isoform 2")]
    [InlineData("P00734-PRO_0000028163", "P00734-PRO_0000028163 | P00734: the whole precursor P00734 stands in for its processed chain PRO_0000028163")]
    [InlineData("P00734:PRO_0000028163", "P00734:PRO_0000028163 | P00734: the whole precursor P00734 stands in for its processed chain PRO_0000028163")]
    [InlineData("P69905.3", "P69905.3 | P69905: P69905 stands in for its version 3")]
    [InlineData("A0A1B0GX68-1", "A0A1B0GX68-1 | A0A1B0GX68: the canonical sequence of A0A1B0GX68 stands in for its isoform 1")]
    [InlineData("Q9Jm54", "Q9JM54: Q9Jm54 was read as Q9JM54")]
    [InlineData("Q9NZL9-", "Q9NZL9: Q9NZL9- was read as Q9NZL9")]
    [InlineData("9606.ENSP00000000233", "9606.ENSP00000000233")]
    [InlineData("MY-PROTEIN-2", "MY-PROTEIN-2")]
    public void Names_are_looked_up_as_written_first_and_say_what_they_assume(string written, string forms)
        => Assert.Equal(forms, string.Join(" | ", AccessionForms.Of(written).Select(x => x.Says is null ? x.Accession : $"{x.Accession}: {x.Says}")));
}
