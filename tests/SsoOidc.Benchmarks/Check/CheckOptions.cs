namespace SsoOidc.Benchmarks.Check;

/// <summary>What to measure, and how often.</summary>
internal sealed record CheckOptions(int Rounds, int SocketRounds, string[] Parts)
{
    private const int LeastRounds = 15;
    private const int LeastSocketRounds = 9;

    private static readonly string[] AllParts = ["memory", "sockets", "cold", "reported"];

    public bool Memory => Parts.Contains("memory");

    public bool Sockets => Parts.Contains("sockets");

    public bool Cold => Parts.Contains("cold");

    public bool Reported => Parts.Contains("reported");

    /// <summary>Gets whether the medians are of as many rounds as a verdict needs.</summary>
    public bool HasEnoughRounds => Rounds >= LeastRounds && SocketRounds >= LeastSocketRounds;

    /// <summary>Gets the parts that are not measured.</summary>
    public IEnumerable<string> LeftOut => AllParts.Except(Parts);

    /// <summary>Null where an argument is not understood.</summary>
    public static CheckOptions? Parse(string[] args)
    {
        var options = new CheckOptions(LeastRounds, 21, AllParts);
        for (int i = 0; i < args.Length; i += 2)
        {
            string value = args.ElementAtOrDefault(i + 1) ?? string.Empty;
            int number = int.TryParse(value, out int parsed) ? parsed : 0;
            switch (args[i])
            {
                case "--rounds" when number > 0:
                    options = options with { Rounds = number };
                    break;
                case "--socket-rounds" when number > 0:
                    options = options with { SocketRounds = number };
                    break;
                case "--only" when value.Split(',').All(AllParts.Contains):
                    options = options with { Parts = value.Split(',') };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
