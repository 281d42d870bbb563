namespace Login;

/// <summary>The command line of the sample.</summary>
internal sealed class CommandLine
{
    public const string Usage = """
        Signs in with the device flow (RFC 8628).

        Usage: Login [--yes] [--start-url URL --region REGION] [--endpoint-url URL]

          (nothing)          signs in at a local Identity Center that runs inside this program
          --yes              approves by itself after two polls; only with the local one
          --start-url URL    the start URL of an AWS access portal, to sign in at the real service
          --region REGION    the region of that Identity Center, such as us-west-2
          --endpoint-url URL any other endpoint, such as a local Identity Center in a process of its own
          --help             shows this text
        """;

    public bool ApprovesItself { get; private set; }

    public string? StartUrl { get; private set; }

    public string? Region { get; private set; }

    public string? EndpointUrl { get; private set; }

    /// <summary>Whether the sample brings its own server.</summary>
    public bool IsEmbedded => StartUrl is null && EndpointUrl is null;

    /// <summary>Reads the arguments; null, and what is wrong, where they cannot be used.</summary>
    public static CommandLine? Read(string[] args, out string problem)
    {
        var line = new CommandLine();
        for (int i = 0; i < args.Length; i++)
        {
            string? value = i + 1 < args.Length ? args[i + 1] : null;
            switch (args[i])
            {
                case "--yes":
                    line.ApprovesItself = true;
                    continue;
                case "--start-url" when value is not null:
                    line.StartUrl = value;
                    break;
                case "--region" when value is not null:
                    line.Region = value;
                    break;
                case "--endpoint-url" when value is not null:
                    line.EndpointUrl = value;
                    break;
                case "--start-url" or "--region" or "--endpoint-url":
                    problem = $"{args[i]} needs a value.";
                    return null;
                default:
                    problem = $"Unknown argument \"{args[i]}\".";
                    return null;
            }

            i++;
        }

        problem = line switch
        {
            { IsEmbedded: false, ApprovesItself: true } => "--yes works with the local Identity Center of this program only.",
            { StartUrl: not null, EndpointUrl: null, Region: null } => "--start-url needs --region, the region of that Identity Center.",
            { IsEmbedded: true, Region: not null } => "--region needs --start-url or --endpoint-url.",
            _ => string.Empty,
        };
        return problem.Length == 0 ? line : null;
    }
}
