using FoldCP.Engine.Weights.Pickles;

namespace FoldCP.Engine.Tests.Weights.Pickles;

/// <summary>Pickles that were made to do harm, or to take forever.</summary>
public sealed class HostilePickleTests
{
    [Theory]
    [InlineData("os", "system")]
    [InlineData("posix", "system")]
    [InlineData("nt", "system")]
    [InlineData("subprocess", "Popen")]
    [InlineData("builtins", "eval")]
    [InlineData("__builtin__", "exec")]
    [InlineData("importlib", "import_module")]
    [InlineData("os.path", "join")]
    public void A_call_that_starts_programs_is_refused_by_name(string module, string name)
    {
        var called = PickleWriter.Of(new Dictionary<string, object?> { ["x"] = new CallOf(module, name, new("touch /tmp/owned")) });
        var made = new PickleWriter().Global(module, name).Text("touch").Op("\x85\x81").Done();
        var named = new PickleWriter().Text(module).Text(name).Op("\x93").Text("touch").Op("\x85R").Done();

        Assert.All([called, made, named], pickle => Assert.Contains($"hostile: it would call {module}.{name}", Refusal(pickle)));
    }

    [Fact]
    public void A_part_of_an_honest_class_may_be_asked_for_but_not_of_a_hostile_one()
    {
        var honest = new PickleWriter().Global("builtins", "getattr").Global("my.module", "Outer").Text("Inner").Op("\x86R").Done();
        var hostile = new PickleWriter().Global("builtins", "getattr").Global("os", "path").Text("os").Op("\x86R").Done();

        Assert.Equal("builtins.getattr", Assert.IsType<PickleCall>(PickleMachine.Load(honest)).Name);
        Assert.Contains("hostile: it would call os.path", Refusal(hostile));
    }

    [Fact]
    public void Deep_nesting_is_refused()
        => Assert.Contains("nested more than 1000 deep", Refusal(Repeated("(", 1_000_000)));

    [Fact]
    public void Too_many_values_are_refused()
        => Assert.Contains("makes more than 8000000 values", Refusal(Repeated("N", 9_000_000)));

    [Fact]
    public void Too_many_memories_are_refused()
    {
        var pickle = new PickleWriter().Op("N");
        for (var key = 0u; key <= 4_000_000; key++)
            pickle.Op("r").Number4(key);

        Assert.Contains("remembers more than 4000000 values", Refusal(pickle.Done()));
    }

    [Theory]
    [InlineData("X\xff\xff\xff\xff", "ends too early")]                     // a text of 4 GB
    [InlineData("\x8d\xff\xff\xff\xff\xff\xff\xff\x7f", "ends too early")]  // of 8 EB
    [InlineData("\x8d\xff\xff\xff\xff\xff\xff\xff\xff", "ends too early")]  // of less than nothing
    [InlineData("B\xff\xff\xff\x7f", "ends too early")]
    [InlineData("\x8b\xff\xff\xff\x7f", "an integer of 2147483647 bytes is not plausible")]
    [InlineData("\x8b\xff\xff\xff\xff", "ends too early")]
    [InlineData("T\xff\xff\xff\xff", "ends too early")]
    [InlineData("\x95\xff", "ends too early")]
    public void A_giant_size_takes_no_memory(string opcodes, string reason)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Contains(reason, Refusal(new PickleWriter().Op(opcodes).Done()));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void A_long_key_that_is_used_again_and_again_is_refused()
    {
        var pickle = new PickleWriter().Op("}").Text(new string('k', 5000)).Op("q\0");
        for (var again = 0; again < 1000; again++)
            pickle.Op("h\0s");

        Assert.Contains("a key of more than 4096 letters", Refusal(pickle.Done()));
    }

    [Theory]
    [InlineData("", "uses a value that it never made")]
    [InlineData("0", "uses a value that it never made")]
    [InlineData("N(R", "uses a value that it never made")]
    [InlineData("t", "a mark is missing")]
    [InlineData("h\x07", "recalls a value that it never remembered")]
    [InlineData("NNa", "appends to something that is no list")]
    [InlineData("NNNs", "sets an entry of something that is no dictionary")]
    [InlineData("}(Nu", "a key without a value")]
    [InlineData("cmodule", "a name has no end")]
    [InlineData("NN\x93", "a name is no text")]
    [InlineData("NNR", "a call has no arguments")]
    [InlineData("NQ", "points to something that is no storage")]
    [InlineData("X\x01\0\0\0\xff", "not UTF-8")]
    [InlineData("i", "instruction 0x69 at byte 2 is not supported")]
    [InlineData("\x82\x01", "instruction 0x82 at byte 2 is not supported")]
    public void Damage_is_refused_in_words(string opcodes, string reason)
        => Assert.Contains(reason, Refusal(new PickleWriter().Op(opcodes).Done()));

    [Fact]
    public void A_later_protocol_is_refused()
        => Assert.Contains("it is of protocol 6", Refusal([0x80, 6, (byte)'N', (byte)'.']));

    [Fact]
    public void What_contains_itself_can_be_read_but_not_taken_for_settings()
    {
        // a = {}; a["a"] = a
        var cyclic = PickleMachine.Load(new PickleWriter().Op("}q\0").Text("a").Op("h\0s").Done());

        Assert.Same(cyclic, ((PickleDict)cyclic!).Named["a"]);
        Assert.Contains("contain themselves", Assert.Throws<PickleException>(() => PickleJson.Of(cyclic)).Message);
    }

    [Fact]
    public void A_little_that_unfolds_into_very_much_is_not_taken_for_settings()
    {
        // Fifty lists, each with the one before it twice: 2^50 values to whoever walks them all.
        var pickle = new PickleWriter().Op("]q\0");
        for (var level = 0; level < 50; level++)
            pickle.Op("](h\0h\0eq\0");

        var laughs = PickleMachine.Load(pickle.Done());

        Assert.Contains("more than 100000 settings", Assert.Throws<PickleException>(() => PickleJson.Of(laughs)).Message);
    }

    private static byte[] Repeated(string opcode, int times) => new PickleWriter().Op(string.Concat(Enumerable.Repeat(opcode, times))).Done();

    private static string Refusal(byte[] pickle) => Assert.Throws<PickleException>(() => PickleMachine.Load(pickle)).Message;
}
