using FoldCP.Bench.Imports;

// Benchmarks, one word each; ./foldcp bench WORD calls this.
return args switch
{
    ["import", .. var rest] => await ImportBenchmark.RunAsync(rest),
    _ => Unknown(),
};

static int Unknown()
{
    Console.Error.WriteLine("Benchmarks: import [--json | --tiny]");
    return 2;
}
