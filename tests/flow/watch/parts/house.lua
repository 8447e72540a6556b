return { most = 3 }
