using SsoOidc.LocalServer;

namespace LocalIdentityCenterSample;

/// <summary>Reads the command line into options.</summary>
internal static class CommandLine
{
    public const string Usage = """
        Usage: LocalIdentityCenter [--urls http://127.0.0.1:PORT] [--region REGION] [--yes]

          --urls URL       where to listen; loopback only, port 0 takes a free port (default http://127.0.0.1:0)
          --region REGION  the region to be in (default us-east-1)
          --yes            approve every device code by itself
          --help           show this text
        """;

    /// <summary>Returns the options, or null and what is wrong.</summary>
    public static LocalIdentityCenterOptions? Read(string[] args, out string error)
    {
        var options = new LocalIdentityCenterOptions();
        for (var i = 0; i < args.Length; i++)
        {
            var next = i + 1 < args.Length ? args[i + 1] : null;
            switch (args[i])
            {
                case "--yes":
                    options.AutoApprove = true;
                    break;
                case "--region" when next is not null:
                    options.Region = next;
                    i++;
                    break;
                case "--urls" when Uri.TryCreate(next, UriKind.Absolute, out var url):
                    options.Url = url;
                    i++;
                    break;
                case "--urls" when next is not null:
                    error = $"--urls takes one URL such as http://127.0.0.1:8321, not \"{next}\".";
                    return null;
                case "--urls" or "--region":
                    error = $"{args[i]} needs a value.";
                    return null;
                default:
                    error = $"Unknown argument \"{args[i]}\".";
                    return null;
            }
        }

        error = "";
        return options;
    }
}
