using System.Security.Cryptography.X509Certificates;
using SsoOidc.ConfigFiles;
using SsoOidc.Options;

namespace SsoOidc.Transport;

/// <summary>The authorities that options name, all of them together; then the system's do not count.</summary>
internal static class TrustedAuthorities
{
    /// <summary>Collects them; null where no option names any.</summary>
    public static X509Certificate2Collection? Find(ResolvedOptions values, FileSystem files)
    {
        var (bundle, bundleSource) = values[HttpRows.CaBundle];
        var (directory, directorySource) = values[HttpRows.CaDirectory];
        var store = (X509Certificate2Collection?)values[HttpRows.CaStore].Value;
        if (bundle is null && directory is null && store is null)
        {
            return null;
        }

        var authorities = new X509Certificate2Collection();
        if (store is not null)
        {
            authorities.AddRange(store);
        }

        if (bundle is string path)
        {
            var file = new PemFile(HttpRows.CaBundle, bundleSource, files);
            if (!file.AddCertificates(path, authorities))
            {
                throw file.Refuse(path, "has no PEM certificate in it");
            }
        }

        if (directory is string folder)
        {
            AddDirectory(folder, directorySource, files, authorities);
        }

        return authorities;
    }

    // A directory such as OpenSSL's has each file twice, by name and by hash, and perhaps others that are none of ours.
    private static void AddDirectory(string path, string source, FileSystem files, X509Certificate2Collection authorities)
    {
        var file = new PemFile(HttpRows.CaDirectory, source, files);
        var found = new X509Certificate2Collection();
        foreach (string name in files.List(path) ?? throw Refuse(path, source, "does not exist, or cannot be read"))
        {
            if (files.Stamp(name) is not null)
            {
                file.AddCertificates(name, found);
            }
        }

        if (found.Count == 0)
        {
            throw Refuse(path, source, "has no file with a PEM certificate in it");
        }

        authorities.AddRange(found.DistinctBy(static certificate => certificate.Thumbprint).ToArray());
    }

    private static ClientConfigurationException Refuse(string path, string source, string what) => new(
        new ConfigurationProblem(HttpRows.CaDirectory.Name, source, $"the directory {Shapes.Text.ForDisplay(path)} {what}."));
}
