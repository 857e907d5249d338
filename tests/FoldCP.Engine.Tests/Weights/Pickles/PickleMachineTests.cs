using System.Numerics;
using FoldCP.Engine.Weights.Pickles;

namespace FoldCP.Engine.Tests.Weights.Pickles;

public sealed class PickleMachineTests
{
    // What pickle.dumps of CPython 3.11 makes, in the protocols 2 to 5, of {"a": 1, "b": [2, 3], "c": 3.125, "d": None,
    // "e": (True, False), "g": -70000, "h": 2**70, "i": "ä€", "j": {1: "one"}, "k": 300, "l": (1, 2, 3),
    // "p": OrderedDict(x=1), "q": (), "r": -2**40}
    [Theory]
    [InlineData("80027d71002858010000006171014b0158010000006271025d7103284b024b0365580100000063710447400900000000000058010000006471054e5801000000657106888986710758010000006771084a90eefeff58010000006871098a09000000000000000040580100000069710a5805000000c3a4e282ac710b58010000006a710c7d710d4b0158030000006f6e65710e7358010000006b710f4d2c0158010000006c71104b014b024b03877111580100000070711263636f6c6c656374696f6e730a4f726465726564446963740a71132952711458010000007871154b017358010000007171162958010000007271178a060000000000ff752e")]
    [InlineData("80037d71002858010000006171014b0158010000006271025d7103284b024b0365580100000063710447400900000000000058010000006471054e5801000000657106888986710758010000006771084a90eefeff58010000006871098a09000000000000000040580100000069710a5805000000c3a4e282ac710b58010000006a710c7d710d4b0158030000006f6e65710e7358010000006b710f4d2c0158010000006c71104b014b024b03877111580100000070711263636f6c6c656374696f6e730a4f726465726564446963740a71132952711458010000007871154b017358010000007171162958010000007271178a060000000000ff752e")]
    [InlineData("800495b4000000000000007d94288c0161944b018c0162945d94284b024b03658c0163944740090000000000008c0164944e8c016594888986948c0167944a90eefeff8c0168948a090000000000000000408c0169948c05c3a4e282ac948c016a947d944b018c036f6e6594738c016b944d2c018c016c944b014b024b0387948c0170948c0b636f6c6c656374696f6e73948c0b4f726465726564446963749493942952948c0178944b01738c017194298c0172948a060000000000ff752e")]
    [InlineData("800595b4000000000000007d94288c0161944b018c0162945d94284b024b03658c0163944740090000000000008c0164944e8c016594888986948c0167944a90eefeff8c0168948a090000000000000000408c0169948c05c3a4e282ac948c016a947d944b018c036f6e6594738c016b944d2c018c016c944b014b024b0387948c0170948c0b636f6c6c656374696f6e73948c0b4f726465726564446963749493942952948c0178944b01738c017194298c0172948a060000000000ff752e")]
    public void Values_come_out_as_Python_wrote_them(string hex)
    {
        var dict = Assert.IsType<PickleDict>(PickleMachine.Load(Convert.FromHexString(hex)));
        object?[] Tuple(string name) => Assert.IsType<PickleTuple>(dict.Named[name]).Items;

        Assert.Equal(["a", "b", "c", "d", "e", "g", "h", "i", "j", "k", "l", "p", "q", "r"], dict.Named.Keys);
        Assert.Equal([1L, 3.125, null, -70000L, BigInteger.Pow(2, 70), "ä€", 300L, -(1L << 40)], "acdghikr".Select(name => dict.Named[$"{name}"]));
        Assert.Equal([2L, 3L], Assert.IsType<List<object?>>(dict.Named["b"]));
        Assert.Equal([true, false], Tuple("e"));
        Assert.Equal([1L, 2L, 3L], Tuple("l"));
        Assert.Empty(Tuple("q"));
        Assert.Equal([(1L, "one")], Assert.IsType<PickleDict>(dict.Named["j"]).Others);
        Assert.Equal(1L, Assert.IsType<PickleDict>(dict.Named["p"]).Named["x"]);
    }

    [Fact]
    public void Settings_become_JSON_whether_plain_or_wrapped()
    {
        var settings = new Dictionary<string, object?>
        {
            ["plain"] = new Dictionary<string, object?> { ["list"] = new List<object?> { 1, 2.5, null, true }, ["nan"] = double.NaN },
            ["omega"] = new ObjectOf("omegaconf.dictconfig", "DictConfig", new()
            {
                ["_parent"] = null,
                ["_content"] = new Dictionary<string, object?>
                {
                    ["number"] = new ObjectOf("omegaconf.nodes", "IntegerNode", new() { ["_val"] = 7 }),
                    ["list"] = new ObjectOf("omegaconf.listconfig", "ListConfig", new() { ["_content"] = new List<object?> { new ObjectOf("omegaconf.nodes", "AnyNode", new() { ["_val"] = "x" }) } }),
                    ["missing"] = new ObjectOf("omegaconf.dictconfig", "DictConfig", new() { ["_content"] = null }),
                },
            }),
            ["namespace"] = new ObjectOf("argparse", "Namespace", new() { ["lr"] = 0.1 }),
            ["other"] = new ObjectOf("my.module", "Thing", []),
        };

        var json = PickleJson.Of(PickleMachine.Load(PickleWriter.Of(settings)))!.ToJsonString();

        Assert.Equal(
            """{"plain":{"list":[1,2.5,null,true],"nan":"NaN"},"omega":{"number":7,"list":["x"],"missing":null},"namespace":{"lr":0.1},"other":"\u003Can object of my.module.Thing\u003E"}""",
            json);
    }
}
